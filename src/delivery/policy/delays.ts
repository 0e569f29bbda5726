/** Share of a delay by which it may be shorter or longer. */
export const JITTER = 0.2;

/** The longest that a receiver's `Retry-After` may postpone. */
export const MAX_RETRY_AFTER_MS = 24 * 3_600_000;

/** @param random uniform in [0, 1) @returns a factor in [1 − JITTER, 1 + JITTER) */
export const jitterFactor = (random: number): number => 1 - JITTER + random * 2 * JITTER;

/** The delay after the `n`th failure (n ≥ 1), ms; past the end of the list the last one stays. */
export const delayAfter = (n: number, delaysMs: readonly number[]): number =>
  delaysMs[Math.min(Math.max(n, 1), delaysMs.length) - 1];

/**
 * Reads a `Retry-After` header (RFC 9110, section 10.2.3): seconds, or an HTTP date.
 * @returns ms to wait from `now`, 0 to {@link MAX_RETRY_AFTER_MS}; null where it says nothing usable
 */
export function parseRetryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  const text = value.trim();
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : parseHttpDate(text) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}

/** `Date.parse` takes far more than the three forms of an HTTP date; all of those name the day of the week first. */
function parseHttpDate(text: string): number {
  return /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : NaN;
}
