/** Requests that the process may have under way, over all lanes. */
const MAX_IN_FLIGHT = 4_096;

/** Bounds sockets and memory of the process, first come, first served. */
export class InFlightGate {
  private count = 0;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly limit = MAX_IN_FLIGHT) {}

  get inFlight(): number {
    return this.count;
  }

  /** @param retry called once when there may be room, where this answers false */
  enter(retry: () => void): boolean {
    if (this.count >= this.limit) {
      this.waiting.add(retry);
      return false;
    }
    this.count++;
    return true;
  }

  leave(): void {
    this.count--;
    if (this.waiting.size > 0) setImmediate(() => this.wakeWaiting());
  }

  /** One that does not enter after all must not keep the place from the next. */
  private wakeWaiting(): void {
    for (const next of [...this.waiting]) {
      if (this.count >= this.limit) return;
      this.waiting.delete(next);
      next();
    }
  }
}
