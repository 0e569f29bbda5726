/** Months since year 0; `to` is inclusive. */
export interface DateRange {
  readonly from: number;
  readonly to: number;
  readonly open: boolean;
  readonly text: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const YEAR = '(?:19[5-9]\\d|20\\d\\d)';
const MONTH_NAME = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}';
const MONTH = '(?:1[0-2]|0?[1-9])(?!\\d)';
const POINT =
  `(?:${MONTH_NAME}\\.?,?\\s*'?${YEAR}|${MONTH}\\s*[./]\\s*${YEAR}` +
  `|${YEAR}\\s*年\\s*(?:${MONTH}\\s*月?)?(?:\\s*\\d{1,2}\\s*日)?|${YEAR}\\s*[./-]\\s*${MONTH}(?:[./-](?:[0-2]?\\d|3[01])(?!\\d))?|${YEAR}(?!\\d))`;
const NOW = '(?:至今|今|现在|目前|当前|present|now|current|today|ongoing|till date|to date|date)';
const RANGE = new RegExp(
  `(?<!\\d)(${POINT})\\s*(?:-{1,3}|~|→|至|到|\\bto\\b|\\buntil\\b|\\btill\\b|\\s)\\s*(${POINT}|${NOW})`,
  'giu',
);
const SINCE = new RegExp(`(?:\\bsince\\s+(${POINT}))|(${POINT})\\s*(?:至今|起)`, 'giu');

/** Every stretch of time that a line states. @param now months since year 0, the end of an open one */
export function findDateRanges(line: string, now: number): DateRange[] {
  const ranges: DateRange[] = [];
  for (const [text, from, to] of line.matchAll(RANGE)) {
    const start = monthOf(from, 1);
    const open = new RegExp(`^${NOW}$`, 'iu').test(to.trim());
    const end = open ? now : monthOf(to, start % 12 === 0 || !hasMonth(to) ? 12 : undefined);
    if (end >= start && end - start < 720) ranges.push({ from: start, to: end, open, text });
  }
  if (ranges.length > 0) return ranges;
  for (const [text, english, chinese] of line.matchAll(SINCE)) {
    const start = monthOf(english ?? chinese, 1);
    if (start <= now) ranges.push({ from: start, to: now, open: true, text });
  }
  return ranges;
}

export function withoutDateRanges(line: string): string {
  return line
    .replace(RANGE, '\t')
    .replace(SINCE, '\t')
    .replace(/[([{]\s*\t?\s*[)\]}]/g, '\t');
}

/** Whole months in the union of the ranges. */
export function monthsCovered(ranges: readonly DateRange[]): number {
  let covered = 0;
  let reached = -1;
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    covered += Math.max(0, to - Math.max(from, reached + 1) + 1);
    reached = Math.max(reached, to);
  }
  return covered;
}

export function monthOfTime(time: Date): number {
  return time.getUTCFullYear() * 12 + time.getUTCMonth();
}

function hasMonth(point: string): boolean {
  return /[a-z]/i.test(point) || /\d\D+\d/.test(point);
}

/** A bare year as an end runs to its January only: `2012 - 2015` says three years more often than four. */
function monthOf(point: string, fallback: number | undefined): number {
  const year = Number(/(?:19|20)\d\d/.exec(point)?.[0]);
  const name = /[a-z]{3}/i.exec(point)?.[0].toLowerCase();
  if (name) return year * 12 + MONTHS.indexOf(name);
  const rest = point.replace(String(year), ' ');
  const month = Number(/\d{1,2}/.exec(rest)?.[0] ?? NaN);
  if (month >= 1 && month <= 12) return year * 12 + month - 1;
  return year * 12 + (fallback === 12 ? -1 : 0);
}
