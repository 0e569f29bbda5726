import { withoutDateRanges } from './date-range';
import { degreeIn, withoutDegree } from './degree';
import { isLocation } from './location';
import type { ResumeLine } from './resume-lines';
import { schoolIn } from './school';

const LABEL =
  /(?:(?<!\p{Script=Han})(?:所学|主修)?专业(?:名称)?|\bmajor(?:ed)?(?: in)?|\bfield of study|\bspecialization)\s*[:\t]\s*([^\t|,;:]{2,40})/iu;
/** `B.A. in Economics` is surer than `Master of Finance`, for `Master of Science` names no subject. */
const IN = /\bin\s+([\p{L}&/ -]{3,60})/iu;
const OF =
  /\b(?:master|bachelor|doctor|licence|diploma)(?:'?s)?(?:\s+degree)?\s+of\s+(?!science\b|arts\b|business administration\b|philosophy\b)([\p{L}&/ -]{3,60})/iu;
const SCHOOL_WORDS = /\b(?:university|college|institute|school) of [\p{L} ]+/giu;
const ASIDE = /\((?:[^()]*(?:university|college|institute|校区|全日制|统招|985|211|gpa|honou?rs|hons)[^()]*)\)/gi;
/** `经济学学士` names the kind of degree, `经济学 学士` the subject. */
const KIND_OF_DEGREE = /(?:管理|工|理|文|法|经济|医|农|艺术|教育|历史|哲)学(?=学士|硕士|博士)/g;
/** The school once more in English, beside its Chinese name. */
const LATIN_SCHOOL =
  /(?:\b\p{Lu}[\p{L}.&'-]{0,30} ){0,5}\b(?:University|College|Institute|Academy)\b(?: of(?: \p{Lu}[\p{L}-]{0,30}){1,4})?/gu;
const SEPARATORS = /[\t|•·;,]|\s-\s|\s\/\s|---|(?<=\p{Script=Han}) (?=\p{Script=Han})|\s-$|^-\s/u;
const NOT_A_MAJOR =
  /^(?:全日制|统招|非全日制|985|211|双一流|在读|毕业|学历|学位|专业|院校|学校|时间|排名|(?:管理|工|理|文|农)学|gpa|honou?rs|degree|with|the|and|first class|cum laude|magna|summa|dean|.*奖学金.*|.*(?:学院|系)$|主修课程.*|课程.*|.*gpa.*|.*(?:school|faculty|department|university|college|institute)\b.*)$/i;

/** The subject that the lines of one education entry name, a labelled one first, then one beside the degree. */
export function findMajor(lines: readonly ResumeLine[], school: string | null): string | null {
  const labelled = lines.map(({ text }) => labelledMajorIn(text)).find((major) => major !== undefined);
  if (labelled) return labelled;
  const withDegree = lines.filter(({ text }) => degreeIn(text));
  const withSchool = lines.filter(({ text }) => schoolIn(text));
  for (const { text } of [...withDegree, ...withSchool]) {
    const major = majorIn(text, school);
    if (major) return major;
  }
  return null;
}

export function labelledMajorIn(text: string): string | undefined {
  const labelled = LABEL.exec(text);
  return labelled ? clean(labelled[1]) : undefined;
}

function majorIn(text: string, school: string | null): string | undefined {
  const bare = withoutDateRanges(text).replace(/\b(?:19|20)\d\d\b\.?/g, '\t');
  const named = school && /\p{Script=Han}/u.test(school) ? bare.replace(LATIN_SCHOOL, '\t') : bare;
  const rest = (school ? named.replace(school, '\t') : named).replace(ASIDE, '\t').replace(KIND_OF_DEGREE, '\t');
  const prose = rest.replace(SCHOOL_WORDS, '\t');
  const phrase = IN.exec(prose) ?? OF.exec(prose);
  if (phrase) return clean(phrase[1]);
  return withoutDegree(rest)
    .split(SEPARATORS)
    .map((part) => clean(part))
    .find((part) => isMajor(part));
}

function isMajor(part: string): boolean {
  const chinese = /\p{Script=Han}/u.test(part);
  if (part.length < 2 || part.length > (chinese ? 20 : 60) || /\d/.test(part)) return false;
  if (NOT_A_MAJOR.test(part) || isLocation(part)) return false;
  return chinese ? !/[:。]/.test(part) : (part.length > 3 ? /^\p{Lu}/u : /^\p{Lu}\p{Ll}{2}$/u).test(part);
}

function clean(part: string): string {
  return part
    .replace(/^[\s:.()\-•]+|[\s:.(\-•]+$/g, '')
    .replace(/^(?:所学|主修)?专业\s*:?\s*/, '')
    .replace(/专业$/, '')
    .replace(/\s+(?:from|at|with|honou?rs)\b.*$/i, '')
    .replace(/^\((.*)\)$|^([^(]*)\)$/, '$1$2')
    .trim();
}
