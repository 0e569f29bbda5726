import type { ExtractedField } from '../resume-extractor';
import { isJobTitle } from './job-title';
import { isLocation } from './location';
import type { ResumeLine, SectionName } from './resume-lines';
import { schoolIn } from './school';
import { looksLikeChineseName } from './surnames';

const LABEL = /^(?:姓\s*名|名\s*字|中文名|full\s*name|name|candidate(?:\s*name)?)\s*:?\s*/i;
const GIVEN_LABEL = /^(?:first|given|fore)[\s-]?names?(?:\(s\))?\s*:?\s*/i;
const SURNAME_LABEL = /^(?:sur|last|family)[\s-]?names?(?:\(s\))?\s*:?\s*/i;
const ONE_WORD = /^\p{Lu}[\p{L}'-]{1,20}$/u;
const LABEL_INSIDE = /(?:姓名|\bname)\s*:\s*([^\t|,;:]{2,40}?)(?=\s+(?:性别|年龄|电话|手机|gender|phone)|[\t|,;]|$)/iu;
const TITLE =
  /^(.{2,40}?)\s*(?:的?(?:个人|求职)?简历|[-_:|\s]+(?:resume|curriculum vitae|cv))$|^(?:(?:个人|求职)?简历|resume|curriculum vitae|cv)\s*(?:of\s+|[-_:|\s]+)(.{2,40})$/i;
const HONORIFIC = /^(?:mr|mrs|ms|miss|dr|prof)\.?\s+/i;
const NOT_A_NAME =
  /\b(?:resume|curriculum|vitae|cv|university|college|institute|school|street|road|avenue|city|inc|ltd|llc|phone|email|mobile|address|profile|summary|experience|education|skills|contact|objective|linkedin|github|www|united|states|kingdom|china|san|new york|los angeles|beijing|shanghai|remote|page|confidential|personal|details|information|science|computer|languages?|certif\w+|references?|present|bachelor|master|native|fluent)\b/i;
const NOT_A_CHINESE_NAME =
  /^(?:时间|方案|金融|英语|日语|法语|德语|高中|高级|项目|经历|安全|平台|成都|温州|宁波|金华|常州|江苏|江西|云南|安徽|广东|广西|河北|河南|海南|湖北|湖南|贵州|甘肃|宁夏|吉林|黑龙江|管理|应届|全职|计算机|常用|包括|时尚|关于|相关|明细|应聘|程序|通信|通讯|方向|于今|至今|能力|毕业|何时|强项|从业|房产|习惯|金牌|成绩|家庭|白领|和谐|安装|应用|解决|党员|团员|满族|汉族|回族|苗族|壮族|双一流|双休|华东|华南|华北|男|女|未婚|已婚|个人|简历|求职|求职意向|通过|平面|石家庄|马上|党支部|任职|向上|程序员|经理|主管|助理|顾问|农村|城市|成人|干部|金额|车辆|文员|阅读|国际|艺术|广告|厉害|应届生)$/;
/** Uyghur, Kazakh and Tibetan names in ideographs: the dot is part of the name, elsewhere it separates. */
const DOTTED_NAME = /^\p{Script=Han}{2,8}(?:[·•・]\p{Script=Han}{2,8}){1,2}$/u;
const DOTTED_NEAR_TOP = 3;
const PARTICLE = /^(?:van|von|de|der|den|la|le|del|della|da|dos|di|bin|al|el|ter|y|e)$/i;
const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i;
const NEAR_TOP = 8;
/** Capitalised words in these are employers and schools. */
const WORK_SECTIONS: ReadonlySet<SectionName> = new Set(['work', 'internship', 'education', 'projects']);

/**
 * The person's name: what stands beside a label, else the first line near the top that reads like a name. The file's name and the local
 * part of the e-mail address confirm a guess; alone the file's name is the last resort.
 */
export function findName(
  lines: readonly ResumeLine[],
  fileName: string,
  email: string | null,
): ExtractedField<string> | null {
  const fromFile = namesIn(fileName.normalize('NFKC').replace(/\.[a-z]{3,4}$/i, ''));
  const candidates = [...assembledNames(lines), ...lines.flatMap((line, index) => candidatesIn(line, index))];
  const judged = candidates.map((candidate) => {
    const confirmed = fromFile.includes(candidate.value) || matchesLocalPart(candidate.value, email);
    return { ...candidate, confidence: Math.min(0.99, candidate.confidence + (confirmed ? 0.12 : 0)) };
  });
  const best = judged.reduce<ExtractedField<string> | null>(
    (top, next) => (top && top.confidence >= next.confidence ? top : next),
    null,
  );
  if (best && best.confidence >= 0.5) return best;
  return fromFile.length > 0 ? { value: fromFile[0], confidence: 0.5, evidence: '' } : best;
}

/** Names that no line holds whole: given name and surname under labels of their own, or in large type one above the other. */
function assembledNames(lines: readonly ResumeLine[]): ExtractedField<string>[] {
  const cells = lines.slice(0, 2 * NEAR_TOP).flatMap((line) => line.cells);
  const [given, surname] = [GIVEN_LABEL, SURNAME_LABEL].map((label) => {
    const at = cells.findIndex((cell) => label.test(cell));
    return at < 0 ? undefined : cells[at].replace(label, '') || cells[at + 1];
  });
  const labelled = given && surname ? asName(`${given} ${surname}`) : undefined;
  const [first, second] = lines.slice(0, 2).map((line) => line.text);
  const oneWordEach =
    first !== undefined && second !== undefined && ![first, second].some((word) => !ONE_WORD.test(word));
  const stacked = oneWordEach ? asLatinName(`${first} ${second}`) : undefined;
  return [
    ...(labelled ? [{ value: labelled, confidence: 0.97, evidence: `${given} ${surname}` }] : []),
    ...(stacked ? [{ value: stacked, confidence: 0.82, evidence: `${first}\n${second}` }] : []),
  ];
}

function candidatesIn(line: ResumeLine, index: number): ExtractedField<string>[] {
  const evidence = line.text;
  const labelled = labelledName(line);
  if (labelled) return [{ value: labelled, confidence: line.section === 'other' ? 0.4 : 0.97, evidence }];
  const title = TITLE.exec(line.text);
  const titled = title && asName(title[1] ?? title[2]);
  if (titled && index < NEAR_TOP) return [{ value: titled, confidence: 0.95, evidence }];
  if (WORK_SECTIONS.has(line.section)) return [];
  const dotted = index < DOTTED_NEAR_TOP ? dottedName(line.text.split('\t')[0]) : undefined;
  if (dotted) return [{ value: dotted, confidence: 0.9 - index * 0.03, evidence }];
  const nearTop = index < NEAR_TOP;
  if (!nearTop && line.cells.length > 1) return [];
  const early = line.section === 'top' || line.section === 'personal';
  const names = line.cells.slice(0, 3).flatMap((cell, position) => {
    const value = asName(cell);
    if (!value) return [];
    const base = /\p{Script=Han}/u.test(value) ? 0.9 : 0.86;
    const distance = nearTop ? index * 0.03 + position * 0.02 : 0.48;
    return [{ value, confidence: base - distance - (early ? 0 : nearTop ? 0.12 : 0), evidence }];
  });
  // Of a name in two scripts, the Chinese one is the person's own.
  const chinese = names.filter(({ value }) => /\p{Script=Han}/u.test(value));
  return chinese.length > 0 ? chinese : names;
}

function labelledName({ text, cells }: ResumeLine): string | undefined {
  for (const [index, cell] of cells.entries()) {
    const label = LABEL.exec(cell);
    if (!label) continue;
    const value =
      asName(cell.slice(label[0].length)) ??
      (label[0].length === cell.length ? asName(cells[index + 1] ?? '') : undefined);
    if (value) return value;
  }
  const inside = LABEL_INSIDE.exec(text);
  return inside ? asName(inside[1]) : undefined;
}

function asName(text: string): string | undefined {
  const bare = text
    .replace(/^[\s•:\-*#]+|[\s•:*#]+$/g, '')
    .split(/,| - | \/ /)[0]
    .replace(HONORIFIC, '')
    .trim();
  const chinese =
    /^(\p{Script=Han}(?: ?\p{Script=Han}){1,3})(?:\s*[(/]?\s*[A-Za-z][A-Za-z .'-]{1,30}\)?)?(?:\s*\(?[男女先生士]+\)?)?$/u.exec(
      bare,
    );
  if (chinese) {
    const name = chinese[1].replace(/ /g, '');
    return looksLikeChineseName(name) && !NOT_A_CHINESE_NAME.test(name) ? name : undefined;
  }
  if (DOTTED_NAME.test(bare)) return bare.replace(/[•・]/g, '·');
  return asLatinName(bare.replace(/\s*(?:\([^)]*\)|"[^"]*")\s*/g, ' ').trim());
}

/** A dotted line near the top is a name unless one of its parts is a word of its own: `上海·浦东`, `男·产品经理`. */
function dottedName(text: string): string | undefined {
  if (!DOTTED_NAME.test(text)) return undefined;
  const parts = text.split(/[·•・]/);
  const ordinary = parts.some(
    (part) => isJobTitle(part) || isLocation(part) || NOT_A_CHINESE_NAME.test(part) || schoolIn(part) !== undefined,
  );
  // 张三·李四 are two people or a name and a word; these names open with more syllables than a surname has.
  return ordinary || looksLikeChineseName(parts[0]) ? undefined : parts.join('·');
}

function asLatinName(text: string): string | undefined {
  if (text.length > 40 || !/^[\p{Script=Latin}.' -]+$/u.test(text) || NOT_A_NAME.test(text) || isJobTitle(text))
    return undefined;
  const words = text.split(/\s+/);
  const real = words.filter((word) => !PARTICLE.test(word) && !SUFFIX.test(word));
  if (words.length < 2 || words.length > 5 || real.length < 2) return undefined;
  const shouted = text === text.toUpperCase();
  if (!real.every((word) => /^\p{Lu}(?:\.|[\p{L}'-]*)$/u.test(word)) || real.every((word) => word.length <= 2))
    return undefined;
  return shouted
    ? text.toLowerCase().replace(/(?<![\p{L}])\p{L}|(?<=\bo'|\bd'|-)\p{L}/gu, (letter) => letter.toUpperCase())
    : text;
}

function namesIn(fileName: string): string[] {
  const parts = fileName.split(/[_\-\s.()[\]【】,+]+/).filter((part) => part !== '');
  const chinese = parts
    .map((part) => part.replace(/(?:的)?(?:个人|求职)?简历$/, ''))
    .filter((part) => looksLikeChineseName(part) && !NOT_A_CHINESE_NAME.test(part));
  const words = parts.filter(
    (part) => /^\p{Script=Latin}{2,}$/u.test(part) && !NOT_A_NAME.test(part) && !isJobTitle(part),
  );
  const latin = asLatinName(
    words
      .slice(0, 2)
      .map((word) => word[0].toUpperCase() + word.slice(1))
      .join(' '),
  );
  return latin && chinese.length === 0 && words.length <= 3 && words.every((word) => /^\p{Lu}/u.test(word))
    ? [latin]
    : chinese;
}

function matchesLocalPart(name: string, email: string | null): boolean {
  const local = email?.split('@')[0].replace(/[^a-z]/g, '');
  if (!local || /\p{Script=Han}/u.test(name)) return false;
  const words = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z ]/g, '')
    .split(' ');
  return words.some((word) => word.length >= 3 && local.includes(word));
}
