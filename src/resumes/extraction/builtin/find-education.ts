import type { EducationEntry } from '../../../candidates';
import type { ExtractedField } from '../resume-extractor';
import { findDateRanges } from './date-range';
import { degreeIn } from './degree';
import { isLocation } from './location';
import { findMajor, labelledMajorIn } from './major';
import type { ResumeLine } from './resume-lines';
import { schoolIn } from './school';

const MAX_SCHOOL_LINE = 60;
/** Months since year 0: whether a line has a date matters here, not when an open one ends. */
const FAR_FUTURE = 12 * 3000;

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
  const dated = lines.map((line) => findDateRanges(line.text, FAR_FUTURE).length > 0);
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
  const schoolLine = group.find((line) => schoolIn(line.text)) ?? (needsSchool ? undefined : unmarkedSchoolLine(group));
  const school = schoolLine ? (schoolIn(schoolLine.text) ?? schoolLine.cells[0]) : null;
  const degreeLine = [schoolLine, ...group].find((line) => line && degreeIn(line.text));
  const degree = degreeLine ? (degreeIn(degreeLine.text) ?? null) : null;
  if ((!school && (needsSchool || !degree)) || (!school && !degree)) return [];
  const majorLines = needsSchool
    ? group.filter((line) => labelledMajorIn(line.text) !== undefined || line === schoolLine)
    : group.slice(0, 4);
  const major = findMajor(majorLines, school);
  const evidence = [...new Set([schoolLine, degreeLine].filter((line) => line !== undefined))]
    .map((line) => line.text)
    .join('\n');
  return [
    { value: { school, degree, major }, confidence: confidence - (degree ? 0 : 0.1) - (school ? 0 : 0.3), evidence },
  ];
}

/** A school whose name does not say that it is one, such as `INSA Lyon`: a short line beside the degree that is nothing else. */
function unmarkedSchoolLine(group: readonly ResumeLine[]): ResumeLine | undefined {
  const at = group.findIndex((line) => degreeIn(line.text));
  if (at < 0) return undefined;
  return [group[at + 1], group[at - 1]].find(
    (line) =>
      line !== undefined &&
      line.text.length <= MAX_SCHOOL_LINE &&
      /^\p{Lu}[\p{L}.&' -]+$/u.test(line.cells[0]) &&
      !isLocation(line.cells[0]) &&
      findDateRanges(line.text, FAR_FUTURE).length === 0,
  );
}

/** Forms state degree and major in cells of their own, away from the school. */
function mergeLabelled(
  entries: ExtractedField<EducationEntry>[],
  lines: readonly ResumeLine[],
): ExtractedField<EducationEntry>[] {
  if (entries.length !== 1 || entries[0].value.major) return entries;
  const labelled = lines.map((line) => labelledMajorIn(line.text)).find((major) => major !== undefined);
  return labelled ? [{ ...entries[0], value: { ...entries[0].value, major: labelled } }] : entries;
}
