/** A token bucket of one second: at most `limit` starts in any second, evenly usable. */
export class Pace {
  private limit: number | null = null;
  private tokens = 0;
  private refilledAt = 0;
  private timer: NodeJS.Timeout | null = null;

  /** @param resume called when a start is possible again after {@link take} refused one */
  constructor(private readonly resume: () => void) {}

  /** @param perSecond null: no limit */
  setLimit(perSecond: number | null): void {
    if (perSecond === this.limit) return;
    this.limit = perSecond;
    this.tokens = Math.min(1, perSecond ?? 1);
  }

  /** @param now ms @returns whether a start is allowed; it is counted then */
  take(now: number): boolean {
    if (this.limit === null) return true;
    const elapsed = Math.max(0, now - this.refilledAt);
    this.tokens = Math.min(Math.max(1, this.limit / 10), this.tokens + (elapsed / 1000) * this.limit);
    this.refilledAt = now;
    if (this.tokens >= 1) {
      this.tokens -= 1;
      return true;
    }
    this.timer ??= setTimeout(
      () => {
        this.timer = null;
        this.resume();
      },
      Math.ceil(((1 - this.tokens) / this.limit) * 1000),
    );
    return false;
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
  }
}
