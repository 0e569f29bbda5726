import { Clock, type ClockTimer } from './clock';

interface PendingTimer {
  dueAt: number;
  callback: () => void;
}

/** A clock that stands still until a test advances it. */
export class FakeClock extends Clock {
  private readonly timers = new Set<PendingTimer>();

  constructor(private current = Date.UTC(2026, 1, 20, 16, 0, 0)) {
    super();
  }

  now(): number {
    return this.current;
  }

  after(delayMs: number, callback: () => void): ClockTimer {
    const timer: PendingTimer = { dueAt: this.current + Math.max(delayMs, 0), callback };
    this.timers.add(timer);
    return { cancel: () => void this.timers.delete(timer) };
  }

  /** Moves time forward and fires what becomes due, in order of due time. */
  advance(ms: number): void {
    const end = this.current + ms;
    for (;;) {
      const next = [...this.timers].filter((t) => t.dueAt <= end).sort((a, b) => a.dueAt - b.dueAt)[0];
      if (!next) break;
      this.timers.delete(next);
      this.current = Math.max(this.current, next.dueAt);
      next.callback();
    }
    this.current = end;
  }
}
