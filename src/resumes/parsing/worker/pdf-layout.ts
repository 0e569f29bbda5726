import { isHeading } from '../../extraction/builtin/resume-lines';
import { normalizeText } from '../../extraction/normalize-text';

/** A run of text where the page shows it; points, origin at the bottom left, `y` is the baseline. */
export interface PlacedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

type Segment = PlacedText;

/** A column's gutter is at least this many times the text size wide. */
const MIN_GUTTER = 1.2;
const MIN_COLUMN_LINES = 3;
const LABEL_LENGTH = 12;

/**
 * The lines of a page in reading order. Columns are read one after the other; the cells of a table row stay on one line,
 * separated by tabs.
 */
export function layOutPage(items: readonly PlacedText[]): string[] {
  const segments = toSegments(items.filter((item) => item.text.trim() !== '' && item.size > 0));
  return readBlock(segments, 0);
}

/** Joins the runs of one line that touch; a gap wider than the text is high starts a new segment. */
function toSegments(items: readonly PlacedText[]): Segment[] {
  const segments: Segment[] = [];
  for (const row of toRows(items)) {
    let current: Segment | undefined;
    for (const item of row) {
      const gap = current ? item.x - (current.x + current.width) : 0;
      if (current && isPrintedTwice(current, item)) continue;
      if (current && gap < Math.max(current.size, item.size) * 0.9) {
        const space = gap > item.size * 0.18 && !/\s$/.test(current.text) && !/^\s/.test(item.text) ? ' ' : '';
        current = {
          text: current.text + space + item.text,
          x: current.x,
          y: current.y,
          width: Math.max(current.width, item.x + item.width - current.x),
          size: Math.max(current.size, item.size),
        };
        segments[segments.length - 1] = current;
      } else {
        current = item;
        segments.push(item);
      }
    }
  }
  return segments;
}

/** Bold text is sometimes made by printing it again a hair beside itself. */
function isPrintedTwice(current: Segment, item: PlacedText): boolean {
  return (
    current.text.endsWith(item.text) && Math.abs(current.x + current.width - item.width - item.x) < item.size * 0.3
  );
}

function toRows(items: readonly PlacedText[]): PlacedText[][] {
  const rows: { y: number; size: number; items: PlacedText[] }[] = [];
  for (const item of [...items].sort((a, b) => b.y - a.y)) {
    const row = rows.at(-1);
    if (row && Math.abs(row.y - item.y) < Math.min(row.size, item.size) * 0.45) row.items.push(item);
    else rows.push({ y: item.y, size: item.size, items: [item] });
  }
  return rows.map((row) => row.items.sort((a, b) => a.x - b.x));
}

function readBlock(segments: Segment[], depth: number): string[] {
  const columns = depth < 6 ? splitIntoColumns(segments) : undefined;
  if (!columns) return toRows(segments).map((row) => row.map((part) => part.text.trim()).join('\t'));
  return [
    ...readBlock(columns.above, depth + 1),
    ...readBlock(columns.left, depth + 1),
    ...readBlock(columns.right, depth + 1),
    ...readBlock(columns.below, depth + 1),
  ];
}

/**
 * Looks for the gutter that runs past the most lines. What crosses it above and below, such as the name across the top of a page, is
 * read before and after the columns.
 */
function splitIntoColumns(segments: Segment[]) {
  let best: { gutter: number; top: number; bottom: number; lines: number } | undefined;
  for (const gutter of new Set(segments.map((segment) => Math.round(segment.x)))) {
    const run = longestRunBeside(segments, gutter - 0.5);
    if (run && (!best || run.lines > best.lines)) best = { gutter: gutter - 0.5, ...run };
  }
  if (!best) return undefined;
  const { gutter, top, bottom } = best;
  const inside = segments.filter((segment) => segment.y <= top && segment.y >= bottom);
  const left = inside.filter((segment) => segment.x < gutter);
  const right = inside.filter((segment) => segment.x >= gutter);
  if (!(hasHeading(left) && hasHeading(right)) && isTable(left, right)) return undefined;
  return {
    above: segments.filter((segment) => segment.y > top),
    left,
    right,
    below: segments.filter((segment) => segment.y < bottom),
  };
}

function longestRunBeside(segments: Segment[], gutter: number) {
  const ordered = [...segments].sort((a, b) => b.y - a.y);
  let best: { top: number; bottom: number; lines: number } | undefined;
  let run: Segment[] = [];
  const close = (): void => {
    const left = run.filter((segment) => segment.x < gutter);
    const right = run.filter((segment) => segment.x >= gutter);
    const lines = Math.min(toRows(left).length, toRows(right).length);
    if (lines >= MIN_COLUMN_LINES && (!best || lines > best.lines)) {
      best = { top: run[0].y, bottom: run[run.length - 1].y, lines };
    }
    run = [];
  };
  for (const segment of ordered) {
    const crosses = segment.x < gutter && segment.x + segment.width > gutter - segment.size * (MIN_GUTTER - 1);
    if (crosses) close();
    else run.push(segment);
  }
  close();
  return best;
}

/** Sections that begin on either side are columns, even where their lines happen to line up. */
function hasHeading(segments: readonly Segment[]): boolean {
  return segments.some((segment) => isHeading(normalizeText(segment.text)));
}

/** Rows that line up, with labels or dates on the left, are a table: its cells belong together, its columns do not. */
function isTable(left: Segment[], right: Segment[]): boolean {
  const leftRows = toRows(left);
  const rightRows = toRows(right);
  const [fewer, more] = leftRows.length <= rightRows.length ? [leftRows, rightRows] : [rightRows, leftRows];
  const aligned = fewer.filter((row) =>
    more.some((other) => Math.abs(other[0].y - row[0].y) < row[0].size * 0.3),
  ).length;
  if (aligned < fewer.length * 0.6) return false;
  const labels = left.filter((segment) => isLabel(segment.text)).length;
  const trailing = right.filter((segment) => isLabel(segment.text)).length;
  return (
    labels >= left.length * 0.6 ||
    trailing >= right.length * 0.8 ||
    aligned === Math.max(leftRows.length, rightRows.length)
  );
}

function isLabel(text: string): boolean {
  const trimmed = text.trim();
  return (
    trimmed.length <= LABEL_LENGTH || /[:：]$/.test(trimmed) || /^(?:[A-Za-z]{3,9}\.? )?(?:19|20)\d{2}\b/.test(trimmed)
  );
}
