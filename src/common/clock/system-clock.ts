import { Clock, type ClockTimer } from './clock';

/** Node rejects longer timers by firing them at once. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }

  after(delayMs: number, callback: () => void): ClockTimer {
    const timer = setTimeout(callback, Math.min(Math.max(delayMs, 0), MAX_TIMEOUT_MS));
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  }
}
