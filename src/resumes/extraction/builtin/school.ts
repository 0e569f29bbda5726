import { withoutDateRanges } from './date-range';

const HAN = '\\p{Script=Han}';
const CHINESE_UNIVERSITY = new RegExp(
  `(${HAN}{2,14}?大学(?:\\(${HAN}{2,6}\\))?)(?!英语|生|本科|期间|物理|语文|数学|四级|六级)`,
  'u',
);
const CHINESE_SCHOOL = new RegExp(`(${HAN}{2,16}(?:职业技术学院|学院|专科学校|学校|中学|党校|研究生院))`, 'u');
const CHINESE_PREFIX = /^(?:[\s\S]*?(?:毕业于|就读于|毕业院校|毕业学校|院校|学校名称|学校))?/;
const ENGLISH_KEYWORD =
  /\b(?:University|Institute|College|School|Academy|Polytechnic|Universit[àéäy]\w*|Universidad\w*|École|Politecnico)\b/i;
const DEPARTMENT =
  /^(?:School|College|Department|Faculty|Institute) of (?:Engineering|Computer|Business|Science|Arts|Law|Medicine|Management|Information)/i;
const ABBREVIATION =
  /\b(MIT|UCLA|NYU|Caltech|UC Berkeley|UC San Diego|UC Davis|ETH Z[uü]rich|EPFL|IIT [A-Z][a-z]+|NIT [A-Z][a-z]+|INSEAD|Georgia Tech|Virginia Tech|USC|UIUC|LSE|HEC Paris|TU \p{Lu}\p{L}+|KU Leuven)\b/u;
/** State universities are known by their campus. */
const CAMPUS =
  /^(?:University of (?:California|Illinois|Texas|North Carolina|Maryland|Michigan|Massachusetts|Colorado|Minnesota|Wisconsin|Missouri|Nebraska|Tennessee)|Pennsylvania State University|California State University)$/i;
const STATE = /^(?:[A-Z]{2}|USA|UK|U\.?S\.?A?\.?|United States|United Kingdom|India|China|Canada|Australia|Germany)$/;

/** The school that a line names, without its city, department or dates. */
export function schoolIn(line: string): string | undefined {
  return chineseSchoolIn(line) ?? englishSchoolIn(line);
}

function chineseSchoolIn(line: string): string | undefined {
  for (const part of withoutDateRanges(line).split(/[\t|,;:、•\s]+/)) {
    const bare = part.replace(CHINESE_PREFIX, '');
    const found = CHINESE_UNIVERSITY.exec(bare) ?? CHINESE_SCHOOL.exec(bare);
    if (!found) continue;
    const name = found[1].replace(/^(?:年|月|至今|在|于|从)+/, '');
    if (name.replace(/大学|学院|学校|中学/, '').length >= 2 || /^[\p{Script=Han}]{4,}$/u.test(name)) return name;
  }
  return undefined;
}

function englishSchoolIn(line: string): string | undefined {
  const parts = withoutDateRanges(line)
    .replace(/\b(?:19|20)\d\d\b/g, '\t')
    .split(/[\t|•·;]|\s-{1,3}\s|\s-{1,3}$|---|\s\/\s|\bfrom\b|(?<!\bUniversity of [\p{L} ]{3,20})\bat\b(?= [A-Z])/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  for (const part of parts) {
    const pieces = part.split(/\s*,\s*/);
    const at = pieces.findIndex(
      (piece) =>
        ENGLISH_KEYWORD.test(piece) &&
        /^\(?\p{Lu}/u.test(piece) &&
        !DEPARTMENT.test(piece) &&
        !/high school diploma/i.test(piece),
    );
    if (at < 0) continue;
    const piece = trimSchool(pieces[at]);
    if (piece.split(' ').length < 2 || piece.length > 70 || /[.!?]$/.test(pieces[at]) || !/^[\p{Lu}(]/u.test(piece))
      continue;
    const campus = pieces[at + 1]?.replace(/[().]/g, '').trim();
    return CAMPUS.test(piece) && campus && !STATE.test(campus) && campus.split(' ').length <= 3
      ? `${piece}, ${campus}`
      : piece;
  }
  return ABBREVIATION.exec(line)?.[1];
}

function trimSchool(piece: string): string {
  return piece
    .replace(/\s*\([^)]*\)?\s*$/, '')
    .replace(/^[\s\-.:]+|[\s\-.:(]+$/g, '')
    .replace(/^(?:school|university|institution|college)\s*:\s*/i, '')
    .replace(/^.*\b(?:degree|diploma)\s+(?:in [\p{L} ]+ )?/iu, '')
    .trim();
}
