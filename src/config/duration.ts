const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const PATTERN = /^(\d{1,10})(ms|s|m|h|d)$/;
/** One year: longer durations are taken for typing errors. */
const MAX_MS = 366 * UNIT_MS.d;

/**
 * Parses `250ms`, `3s`, `5m`, `2h` or `1d`.
 * @returns milliseconds, 1 to one year
 * @throws Error where the text is no such duration
 */
export function parseDuration(text: string): number {
  const match = PATTERN.exec(text.trim());
  const ms = match ? Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS] : NaN;
  if (!(ms >= 1 && ms <= MAX_MS)) throw new Error(`"${text}" is not a duration such as 250ms, 3s, 5m, 2h or 1d`);
  return ms;
}
