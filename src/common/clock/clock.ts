/** A running timer of a {@link Clock}. */
export interface ClockTimer {
  cancel(): void;
}

/**
 * Port: wall-clock time in milliseconds since the Unix epoch, and timers on that clock. All delays that the product
 * promises (retries, closed lanes, retention) run on it, so that a test can advance them.
 */
export abstract class Clock {
  abstract now(): number;

  /** Runs `callback` once, `delayMs` (≥ 0) from now. The timer never keeps the process alive. */
  abstract after(delayMs: number, callback: () => void): ClockTimer;
}
