import { type CountryCode, findPhoneNumbersInText } from 'libphonenumber-js/max';
import type { ExtractedField } from '../resume-extractor';
import type { ResumeLine } from './resume-lines';
import { suggestedCountries } from './suggested-countries';

const LABEL = /电话|手机|联系方式|移动|phone|mobile|\btel\b|\bcell\b|\bm:|\bt:|\bp:/i;
/** Other long numbers that forms ask for. */
const FOREIGN_LABEL = /身份证|qq|微信|wechat|邮编|学号|证书|编号|传真|\bfax\b|\bid\b/i;
const FEWEST_DIGITS = 7;
/** Searching costs milliseconds a line, and a text may be made of digits. */
const MAX_LINES = 60;
const MAX_LINE_CHARACTERS = 200;
const HAN = /\p{Script=Han}/u;
const CHINESE_MOBILE = /(?<![\d.])1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?![\d@]|\.\d)/;

/** The surest valid number, in E.164. Numbers without a country code are read as those of the countries that its address and its language suggest. */
export function findPhone(lines: readonly ResumeLine[]): ExtractedField<string> | null {
  const chinese = HAN.test(lines.map((line) => line.text).join(''));
  const usual: CountryCode[] = chinese ? ['CN', 'US'] : ['US', 'GB', 'CN', 'IN'];
  const countries = [...new Set([...suggestedCountries(lines).slice(0, 2), ...usual])];
  let best: ExtractedField<string> | null = null;
  let searched = 0;
  lines.forEach((line, index) => {
    if ((line.text.match(/\d/g)?.length ?? 0) < FEWEST_DIGITS || searched >= MAX_LINES) return;
    searched += 1;
    for (const found of numbersIn(line.text.slice(0, MAX_LINE_CHARACTERS), countries)) {
      const before = line.text
        .slice(0, found.start)
        .split(/\t|\||•|;|,/)
        .slice(-2)
        .join(' ');
      const labelledAbove = index > 0 && lines[index - 1].text.length < 16 && LABEL.test(lines[index - 1].text);
      const labelled = LABEL.test(before) || labelledAbove;
      if (FOREIGN_LABEL.test(before.split(/\s/).slice(-2).join(' ')) && !labelled) continue;
      const early = line.section === 'top' || line.section === 'personal';
      const confidence = found.confidence + (labelled ? 0.05 : 0) - (early || labelled ? 0 : 0.15);
      if (!best || confidence > best.confidence + 0.001)
        best = { value: found.number, confidence: Math.min(confidence, 0.99), evidence: line.text };
    }
  });
  return best;
}

function numbersIn(
  text: string,
  countries: readonly CountryCode[],
): { number: string; start: number; confidence: number }[] {
  // Dates in ranges look like numbers to a lenient reader.
  const readable = text.replace(/(?:19|20)\d\d\s*[./年-]\s*\d{1,2}(?!\d)(?:\s*[./月-]\s*\d{1,2}(?!\d))?/g, (date) =>
    'x'.repeat(date.length),
  );
  const found: { number: string; start: number; confidence: number }[] = [];
  const mobile = CHINESE_MOBILE.exec(readable);
  if (mobile && !readable.slice(0, mobile.index).trimEnd().endsWith('+')) {
    const digits = mobile[0].replace(/\D/g, '');
    const prefixed = /\+\s*(?!86)\d{1,3}[\s)-]*$/.test(readable.slice(0, mobile.index));
    if (!prefixed) found.push({ number: `+86${digits}`, start: mobile.index, confidence: 0.93 });
  }
  countries.forEach((defaultCountry, rank) => {
    for (const match of findPhoneNumbersInText(readable, { defaultCountry, extended: false })) {
      if (!match.number.isValid()) continue;
      const international = readable.slice(match.startsAt, match.endsAt).includes('+');
      const digits = match.number.nationalNumber.length;
      if (digits < FEWEST_DIGITS || /^\d{4}\s*-\s*\d{4}$/.test(readable.slice(match.startsAt, match.endsAt))) continue;
      found.push({
        number: match.number.number,
        start: match.startsAt,
        confidence: international ? 0.94 : 0.88 - rank * 0.08,
      });
    }
  });
  return found;
}
