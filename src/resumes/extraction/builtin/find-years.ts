import type { ExtractedField } from '../resume-extractor';
import { findDateRanges, monthsCovered } from './date-range';
import type { ResumeLine } from './resume-lines';

const CHINESE_DIGITS = '一二三四五六七八九十';
const ENGLISH_NUMBERS = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
];
const NUMBER = `(\\d{1,2}(?:\\.\\d)?|[${CHINESE_DIGITS}]{1,3}|${ENGLISH_NUMBERS.join('|')}|twenty)`;
const STATEMENTS = [
  new RegExp(
    `(?:工作年限|工作经验|工作年数|从业年限|工龄|经验年限|总年限)[\\s:]*(?:约|共|近|超过)?\\s*${NUMBER}\\s*\\+?\\s*年`,
    'giu',
  ),
  new RegExp(
    `${NUMBER}\\s*\\+?\\s*(?:余|多)?年(?:以上|多)?的?\\p{Script=Han}{0,12}?(?:工作|从业|开发|行业|实战|管理)?\\p{Script=Han}{0,6}(?:经验|经历)`,
    'giu',
  ),
  new RegExp(`${NUMBER}\\s*\\+?\\s*(?:years?|yrs?)'?(?:\\s+of)?(?:\\s+[\\w,&/-]+){0,5}?\\s+experience`, 'giu'),
  new RegExp(`\\bexperience\\s*[:-]\\s*${NUMBER}\\s*\\+?\\s*(?:years?|yrs?)`, 'giu'),
  new RegExp(`(?:experience|experienced)\\s+of\\s+${NUMBER}\\s*\\+?\\s*(?:years?|yrs?)`, 'giu'),
];
/** Half of this is how far stated and counted years may differ before the statement is doubted. */
const DOUBT_BEYOND_YEARS = 4;

/** What the résumé states, the largest where it states several; else the months that its jobs cover, without internships. @param now months since year 0 */
export function findYears(lines: readonly ResumeLine[], now: number): ExtractedField<number> | null {
  const counted = countYears(lines, now);
  const stated = lines
    .filter((line) => line.section !== 'education' && line.section !== 'projects')
    .flatMap((line) => statementsIn(line))
    .sort((a, b) => b.value - a.value)
    .at(0);
  if (!stated) return counted;
  const doubted = counted !== null && Math.abs(counted.value - stated.value) > DOUBT_BEYOND_YEARS;
  return { ...stated, confidence: doubted ? 0.7 : 0.95 };
}

function statementsIn(line: ResumeLine): ExtractedField<number>[] {
  const text = line.text.replace(/\t/g, ' ');
  return STATEMENTS.flatMap((statement) =>
    [...text.matchAll(statement)]
      .filter((match) => !/[\d.]$/.test(text.slice(0, match.index)))
      .map((match) => ({ value: toNumber(match[1]), confidence: 0.95, evidence: line.text })),
  ).filter(({ value }) => value > 0 && value < 50);
}

function countYears(lines: readonly ResumeLine[], now: number): ExtractedField<number> | null {
  const dated = lines
    .filter((line) => line.section === 'work')
    .map((line) => ({ line, ranges: findDateRanges(line.text, now) }));
  const months = monthsCovered(dated.flatMap(({ ranges }) => ranges));
  if (months === 0) return null;
  const evidence = dated
    .filter(({ ranges }) => ranges.length > 0)
    .map(({ line }) => line.text)
    .join('\n');
  return { value: Math.round(months / 1.2) / 10, confidence: 0.8, evidence };
}

function toNumber(text: string): number {
  if (/^\d/.test(text)) return Number(text);
  const word = text.toLowerCase();
  if (word === 'twenty') return 20;
  const english = ENGLISH_NUMBERS.indexOf(word);
  if (english >= 0) return english + 1;
  const [tens, ones] = word.includes('十') ? word.split('十') : ['', word];
  const digit = (han: string): number => CHINESE_DIGITS.indexOf(han) + 1;
  return (word.includes('十') ? (tens === '' ? 1 : digit(tens)) * 10 : 0) + (ones === '' ? 0 : digit(ones));
}
