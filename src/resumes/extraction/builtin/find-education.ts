import type { Degree, EducationEntry } from '../../../candidates';
import type { ExtractedField } from '../resume-extractor';
import { findDateRanges, withoutDateRanges } from './date-range';
import { degreeIn, withoutDegree } from './degree';
import type { ResumeLine } from './resume-lines';
import { schoolIn } from './school';

const SCHOOL_LABEL = /(?:毕业(?:院校|学校)|院校|学校|school|university)\s*:?\s*$/i;
const MAJOR_LABEL =
  /(?:(?:所学|主修)?专业(?:名称)?|major(?:ed)?(?: in)?|field of study|specialization)\s*[:\t]\s*([^\t|,;:]{2,40})/i;
const IN_MAJOR =
  /\b(?:degree\s+)?(?:in|of)\s+(?!science\b|arts\b|engineering\s+in|technology\s+in|business administration\b|philosophy\b|commerce\b)([\p{L}&/ -]{3,60})/iu;
const NOT_A_MAJOR =
  /^(?:全日制|统招|非全日制|985|211|双一流|在读|毕业|学历|学位|专业|院校|学校|时间|排名|gpa|honou?rs|degree|with|the|and|first class|cum laude|magna|summa|dean|.*奖学金.*|.*(?:学院|系)$|主修课程.*|课程.*|.*gpa.*)$/i;

/** The schools of the education section, each with the degree and the major that stand with it; without such a section, of the whole text. */
export function findEducation(lines: readonly ResumeLine[]): ExtractedField<EducationEntry>[] {
  const section = lines.filter((line) => line.section === 'education');
  const entries = groupEntries(section).flatMap((group) => readEntry(group, 0.92));
  if (entries.length > 0) return mergeLabelled(entries, lines);
  return readEntry(
    lines.filter((line) => isPersonal(line)).filter((line) => /\p{L}/u.test(line.text)),
    0.85,
    true,
  );
}

function isPersonal(line: ResumeLine): boolean {
  return (
    line.section !== 'work' && line.section !== 'projects' && line.section !== 'internship' && line.section !== 'skills'
  );
}

/** Some résumés state the school first and the degree on the next line, some the other way round; the first such line tells which. */
function groupEntries(lines: readonly ResumeLine[]): ResumeLine[][] {
  const marks = lines.map((line) => (schoolIn(line.text) ? 'school' : degreeIn(line.text) ? 'degree' : 'other'));
  const dated = lines.map((line) => findDateRanges(line.text, 9e6).length > 0);
  const first = marks.find((mark) => mark !== 'other');
  const groups: ResumeLine[][] = [];
  let hasSchool = false;
  lines.forEach((line, index) => {
    const dateAhead =
      marks[index] === 'other' && dated[index] && hasSchool && marks[index + 1] === 'school' && !dated[index + 1];
    const starts =
      dateAhead ||
      (first === 'degree' ? marks[index] === 'degree' && hasSchool : marks[index] === 'school' && hasSchool);
    if (groups.length === 0 || starts || (marks[index] === 'school' && hasSchool)) {
      groups.push([line]);
      hasSchool = false;
    } else {
      groups[groups.length - 1].push(line);
    }
    hasSchool ||= marks[index] === 'school';
  });
  return groups;
}

function readEntry(
  group: readonly ResumeLine[],
  confidence: number,
  needsSchool = false,
): ExtractedField<EducationEntry>[] {
  const schoolLine = group.find((line) => schoolIn(line.text));
  const school = schoolLine ? (schoolIn(schoolLine.text) ?? null) : null;
  const degreeLine = [schoolLine, ...group].find((line) => line && degreeIn(line.text));
  const degree = degreeLine ? (degreeIn(degreeLine.text) ?? null) : null;
  if ((!school && (needsSchool || !degree)) || (!school && !degree)) return [];
  const majorLines = needsSchool
    ? group.filter((line) => MAJOR_LABEL.test(line.text) || line === schoolLine)
    : group.slice(0, 4);
  const major = findMajor(majorLines, school, degree);
  const evidence = [...new Set([schoolLine, degreeLine].filter((line) => line !== undefined))]
    .map((line) => line.text)
    .join('\n');
  return [
    { value: { school, degree, major }, confidence: confidence - (degree ? 0 : 0.1) - (school ? 0 : 0.3), evidence },
  ];
}

function findMajor(lines: readonly ResumeLine[], school: string | null, degree: Degree | null): string | null {
  for (const line of lines) {
    const labelled = MAJOR_LABEL.exec(line.text);
    if (labelled && !SCHOOL_LABEL.test(labelled[1])) return clean(labelled[1]);
  }
  for (const line of lines) {
    const hit =
      degreeIn(line.text) || line === lines.find((other) => schoolIn(other.text)) ? majorIn(line.text, school) : null;
    if (hit) return hit;
  }
  return degree ? null : null;
}

function majorIn(text: string, school: string | null): string | null {
  const bare = withoutDateRanges(text).replace(/\b(?:19|20)\d\d\b\.?/g, '\t');
  const rest = school ? bare.replace(school, '\t') : bare;
  const named = IN_MAJOR.exec(withoutSchoolWords(rest));
  if (named) return clean(named[1]);
  const parts = withoutDegree(rest)
    .replace(/\((?:[^()]*(?:university|college|institute|校区|全日制|统招|985|211|gpa|honou?rs)[^()]*)\)/gi, '\t')
    .split(/[\t|•·;,]|\s-\s|\s\/\s|---|(?<=\p{Script=Han}) (?=\p{Script=Han})|\s-$|^-\s/u)
    .map((part) => clean(part))
    .filter((part) => isMajor(part));
  return parts[0] ?? null;
}

function withoutSchoolWords(text: string): string {
  return text.replace(/\b(?:university|college|institute|school) of [\p{L} ]+/giu, '\t');
}

function isMajor(part: string): boolean {
  const length = /\p{Script=Han}/u.test(part) ? 20 : 60;
  if (part.length < 2 || part.length > length || NOT_A_MAJOR.test(part) || /\d/.test(part)) return false;
  if (/\p{Script=Han}/u.test(part)) return !/[:。]/.test(part);
  return (
    part.length > 3 &&
    /^\p{Lu}/u.test(part) &&
    !/\b(?:university|college|school|institute)\b/i.test(part) &&
    !/^[A-Z]{2}$/.test(part)
  );
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

/** Forms state degree and major in cells of their own, away from the school. */
function mergeLabelled(
  entries: ExtractedField<EducationEntry>[],
  lines: readonly ResumeLine[],
): ExtractedField<EducationEntry>[] {
  if (entries.length !== 1 || entries[0].value.major) return entries;
  const labelled = lines.map((line) => MAJOR_LABEL.exec(line.text)).find((match) => match !== null);
  return labelled ? [{ ...entries[0], value: { ...entries[0].value, major: clean(labelled[1]) } }] : entries;
}
