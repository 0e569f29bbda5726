/** Texts that make naive rules slow. */
export const SLOW_TEXTS: Readonly<Record<string, string>> = {
  'an endless address': `${'a.'.repeat(40_000)}@${'b-'.repeat(40_000)}`,
  digits: '1'.repeat(100_000),
  'ranges that never end': '2010 - '.repeat(20_000),
  'one school': '大学'.repeat(50_000),
  capitals: `${'A'.repeat(400)} `.repeat(200),
  numbers: lines('13800138000 '.repeat(40), 200),
  'tiny lines': lines('a', 30_000),
  'skills without end': `SKILLS\n${lines('x1,'.repeat(160), 200)}`,
  'one skill again and again': lines('Java Python', 6_000),
  'entries without end': `EDUCATION\n${lines('2010-2012 MIT BS', 3_500)}`,
  'companies without end': `WORK EXPERIENCE\n${lines(`${'公司a '.repeat(100)}2010-2012`, 200)}`,
  'half a school': `EDUCATION\n${lines('University of '.repeat(35), 140)}`,
  'a spread name': lines('张 '.repeat(200), 150),
  brackets: '(['.repeat(30_000),
  spaces: `a${' '.repeat(59_000)}b`,
  'letters that normalise to many': '\ufdfa'.repeat(60_000),
};

function lines(line: string, count: number): string {
  return `${line}\n`.repeat(count);
}
