const SECOND_MS = 1_000;

/** Keeps to a limit of starts in any second. */
export class Pace {
  /** Times of the last starts, as many as the limit allows; a ring. */
  private starts: number[] = [];
  private oldest = 0;

  /** @param perSecond 1 or more */
  constructor(readonly perSecond: number) {}

  /** @param now ms @returns whether a start is allowed; it is counted then */
  take(now: number): boolean {
    if (this.nextAt > now) return false;
    if (this.starts.length < this.perSecond) this.starts.push(now);
    else {
      this.starts[this.oldest] = now;
      this.oldest = (this.oldest + 1) % this.perSecond;
    }
    return true;
  }

  /** When a start is allowed, ms; in the past where it is now. */
  get nextAt(): number {
    return this.starts.length < this.perSecond ? 0 : this.starts[this.oldest] + SECOND_MS;
  }
}
