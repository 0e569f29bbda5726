/** Attempts at parsing one résumé, the first included. */
export const MAX_PARSE_ATTEMPTS = 3;

/** Milliseconds from a failed attempt to the next, by the number of attempts begun. */
const BACKOFF_MS = [5_000, 30_000];

/** Room that a lease leaves beyond the time an attempt may take: reading the file, committing, a busy machine. */
const LEASE_MARGIN_MS = 30_000;

/** @returns ms since the epoch of the next attempt, or null where that was the last */
export function nextAttemptAt(now: number, attempts: number, permanent: boolean): number | null {
  if (permanent || attempts >= MAX_PARSE_ATTEMPTS) return null;
  return now + BACKOFF_MS[Math.min(attempts, BACKOFF_MS.length) - 1];
}

/** A file that was read beside a hostile one may be read again, after waiting for that one to be read again. */
const READINGS = 3;

export function leaseMs(parseTimeoutMs: number, extractionTimeoutMs: number): number {
  return READINGS * parseTimeoutMs + extractionTimeoutMs + LEASE_MARGIN_MS;
}
