import type { ExtractedField } from '../resume-extractor';
import { findDateRanges, withoutDateRanges } from './date-range';
import { isJobTitle } from './job-title';
import { isLocation } from './location';
import { isColumnTitle, type ResumeLine } from './resume-lines';

const CHINESE_COMPANY =
  /^[\p{Script=Han}A-Za-z0-9()&·. -]{2,40}(?:有限责任公司|股份有限公司|有限公司|分公司|公司|集团|银行|事务所|研究院|研究所|医院|大学|学院|学校|中学|小学|工厂|厂|中心|工作室|出版社|证券|酒店|超市|科技|网络|传媒|基金|保险|报社|电视台|委员会|局|部队|协会|基金会|(?:分|支)行)(?:\([^)]*\)|\p{Script=Han}{2,8}(?:分公司|分行|支行|事业部|研究院))?(?=$|[\s(])/u;
const ENGLISH_COMPANY =
  /\b(?:Inc|Ltd|LLC|LLP|Corp|Corporation|Company|Co|PLC|GmbH|AG|AB|SA|S\.A|B\.?V|N\.?V|Pty|Limited|Group|Holdings|Technologies|Technology|Systems|Solutions|Labs?|Bank|Partners|Consulting|Software|Studios?|Hospital|University|College|Institute|Foundation|Agency|Services|Industries|International|Capital|Ventures|Media|Networks?|Pharma\w*|Airlines|Hotels?|Airways)\b\.?/;
const LABEL = /^(?:公司(?:名称)?|工作单位|单位(?:名称)?|任职公司|雇主|company|employer|organi[sz]ation)\s*:?\s*/i;
const BULLET = /^(?:[•*-]|\d{1,2}[.、)])\s*/;
const MAX_LENGTH = 60;
const SURE = 0.92;
const LIKELY = 0.85;

/** For whom the person worked: from the line that dates each job, or the one above or below it. @param now months since year 0 */
export function findEmployers(lines: readonly ResumeLine[], now: number): ExtractedField<string>[] {
  const work = lines.filter((line) => line.section === 'work' || line.section === 'internship');
  const dated = work.map((line) => findDateRanges(line.text, now).length > 0);
  const found = new Map<string, ExtractedField<string>>();
  const add = (candidate: ExtractedField<string> | undefined): void => {
    if (candidate && !found.has(candidate.value.toLowerCase())) found.set(candidate.value.toLowerCase(), candidate);
  };
  work.forEach((line, index) => {
    const labelled = line.cells.findIndex((cell) => LABEL.test(cell) && cell.length < MAX_LENGTH);
    if (labelled >= 0) {
      const value = line.cells[labelled].replace(LABEL, '') || (line.cells[labelled + 1] ?? '');
      if (value.length >= 2) add({ value: tidy(value), confidence: 0.95, evidence: line.text });
      return;
    }
    if (dated[index]) add(atDatedLine(work, dated, index));
    else if (isHeader(line) && CHINESE_COMPANY.test(line.cells[0]) && line.text.length <= 40)
      add(employerIn(line, true));
  });
  return [...found.values()];
}

function atDatedLine(
  work: readonly ResumeLine[],
  dated: readonly boolean[],
  index: number,
): ExtractedField<string> | undefined {
  const own = employerIn(work[index], false);
  if (own && own.confidence >= SURE) return own;
  const undated = (at: number): boolean => at >= 0 && at < work.length && !dated[at];
  const reachable = (at: number): boolean => undated(at) && undated(at > index ? index + 1 : index - 1);
  const neighbours = [index - 1, index + 1, index - 2, index + 2].filter((at) => reachable(at) && isHeader(work[at]));
  // `Engineer, Digital Banking` names a department when the company heads the entry.
  const above = neighbours.includes(index - 1) ? employerIn(work[index - 1], true) : undefined;
  if (above || (own && own.confidence >= LIKELY)) return above ?? own;
  const sure = neighbours.map((at) => employerIn(work[at], true)).find((candidate) => candidate);
  if (own) return own;
  if (sure) return sure;
  const beyondTitle = (step: 1 | -1): number[] => {
    const next = work[index + step] as ResumeLine | undefined;
    return next && neighbours.includes(index + step) && isJobTitle(next.text) ? [index + 2 * step] : [index + step];
  };
  return [...beyondTitle(-1), ...beyondTitle(1)]
    .filter((at) => neighbours.includes(at))
    .map((at) => employerIn(work[at], false))
    .find((candidate) => candidate);
}

/** A line that heads a job, not one that tells what was done in it. */
function isHeader({ text }: ResumeLine): boolean {
  if (BULLET.test(text) || text.length > 90 || /[。;!]|\.$/.test(text.replace(/\b(?:Inc|Ltd|Co|Corp|Pvt|Bros)\.$/, '')))
    return false;
  return !/^(?:负责|参与|主导|完成|使用|基于|职责|工作内容|工作描述|Responsib|Led|Built|Designed|Developed|Managed)/.test(
    text,
  );
}

/** @param needsSuffix only what is plainly a company, by its ending */
function employerIn(line: ResumeLine, needsSuffix: boolean): ExtractedField<string> | undefined {
  const cells = withoutDateRanges(line.text.replace(BULLET, ''))
    .split(
      /[\t|丨•·;]|\s+-{1,3}\s+|\s+-{1,3}$|^-{1,3}\s+|\s+@\s*|\bat\s+(?=\p{Lu})|(?<=\p{Script=Han}\)?) (?=\p{Script=Han})|\/(?=\p{Script=Han})/u,
    )
    .flatMap(splitCommas)
    .map((cell) => tidy(cell))
    .filter((cell) => cell.length >= 2 && cell.length <= MAX_LENGTH && /\p{L}/u.test(cell) && !isColumnTitle(cell));
  const company = cells.find((cell) => isCompany(cell));
  if (company) return { value: trimTitle(company), confidence: SURE, evidence: line.text };
  if (needsSuffix) return undefined;
  const other = cells.find(
    (cell) =>
      !isJobTitle(cell) && !isLocation(cell) && /^[\p{Lu}\p{Script=Han}\d]/u.test(cell) && cell.split(' ').length <= 6,
  );
  return other
    ? { value: other, confidence: cells.some((cell) => isJobTitle(cell)) ? LIKELY : 0.75, evidence: line.text }
    : undefined;
}

function isCompany(cell: string): boolean {
  if (CHINESE_COMPANY.test(cell)) return true;
  return (
    ENGLISH_COMPANY.test(cell === cell.toUpperCase() ? capitalized(cell) : cell) &&
    /^[\p{Lu}\d]/u.test(cell) &&
    cell.split(' ').length <= 8 &&
    !isLocation(cell) &&
    !titleFirst(cell)
  );
}

/** `ACME SOFTWARE, INC.` ends like a company too. */
function capitalized(text: string): string {
  return text.toLowerCase().replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
}

function titleFirst(cell: string): boolean {
  return isJobTitle(cell) && !/(?:Inc|Ltd|LLC|Corp|PLC|GmbH|Limited|Bank|Group|University|Partners|Co)\.?$/.test(cell);
}

function trimTitle(company: string): string {
  const chinese = CHINESE_COMPANY.exec(company);
  return chinese ? chinese[0].trim() : company;
}

/** `Engineer, Square, Inc.` holds two parts, not three; `New York, NY` is one place. */
function splitCommas(cell: string): string[] {
  if (isLocation(cell.trim()) && !ENGLISH_COMPANY.test(cell)) return [cell];
  return cell.split(/,(?!\s*(?:Inc|Ltd|LLC|LLP|Corp|Co|PLC|S\.A|L\.P|Pvt|Pty)\b)\s*/i);
}

function tidy(cell: string): string {
  return cell
    .replace(/^[\s:,•-]+|[\s:,•(-]+$/g, '')
    .replace(/\s*\((?:全职|兼职|实习|full-time|part-time|contract|remote|intern(?:ship)?)\)$/i, '')
    .trim();
}
