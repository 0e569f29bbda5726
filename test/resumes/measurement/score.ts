import type { ResumeProfile } from '../../../src/resumes/extraction/resume-extractor';

/** The right answers to one file of the corpus. */
export interface Expected {
  name: string;
  email: string | null;
  /** The person's own numbers, E.164; any of them is right. */
  phones: string[];
  yearsOfExperience: number | null;
  education: { school: string; degree: string | null; major: string | null }[];
  skills: string[];
  employers: string[];
}

export const FIELDS = ['name', 'email', 'phone', 'years', 'school', 'degree', 'major', 'skills', 'employers'] as const;
export type Field = (typeof FIELDS)[number];

export interface Counts {
  right: number;
  /** Found, and not in the résumé or not right. */
  wrong: number;
  /** In the résumé, and not found or not found right. */
  missed: number;
}

export type Score = Record<Field, Counts>;

/** Experience counts as right when it is this close, since people round it. */
const YEARS_TOLERANCE = 0.5;

export function emptyScore(): Score {
  return Object.fromEntries(FIELDS.map((field) => [field, { right: 0, wrong: 0, missed: 0 }])) as Score;
}

export function scoreOf(expected: Expected, profile: ResumeProfile): Score {
  const schools = profile.education.map(({ value }) => value);
  const years = profile.yearsOfExperience?.value ?? null;
  const yearsRight =
    years !== null &&
    expected.yearsOfExperience !== null &&
    Math.abs(years - expected.yearsOfExperience) <= YEARS_TOLERANCE;
  return {
    name: single(expected.name, profile.name?.value),
    email: single(expected.email, profile.email?.value),
    phone: single(
      expected.phones.find((phone) => phone === profile.phone?.value) ?? expected.phones[0],
      profile.phone?.value,
    ),
    years: single(expected.yearsOfExperience?.toString(), yearsRight ? `${expected.yearsOfExperience}` : years),
    school: several(
      expected.education.map(({ school }) => school),
      schools.map(({ school }) => school),
    ),
    degree: several(
      expected.education.map(({ school, degree }) => degree && `${school}\t${degree}`),
      schools.map(({ school, degree }) => degree && `${school}\t${degree}`),
    ),
    major: several(
      expected.education.map(({ school, major }) => major && `${school}\t${major}`),
      schools.map(({ school, major }) => major && `${school}\t${major}`),
    ),
    skills: several(
      expected.skills,
      profile.skills.map(({ value }) => value),
    ),
    employers: several(
      expected.employers,
      profile.employers.map(({ value }) => value),
    ),
  };
}

export function add(total: Score, score: Score): void {
  for (const field of FIELDS) {
    for (const count of ['right', 'wrong', 'missed'] as const) total[field][count] += score[field][count];
  }
}

/** Where nothing was found nothing found was wrong, and where nothing was to be found nothing was missed. */
export function precision({ right, wrong }: Counts): number {
  return right + wrong === 0 ? 1 : right / (right + wrong);
}

export function recall({ right, missed }: Counts): number {
  return right + missed === 0 ? 1 : right / (right + missed);
}

export function tableOf(score: Score): string {
  const cell = (value: number): string => value.toFixed(3);
  const rows = FIELDS.map((field) => {
    const counts = score[field];
    return `| ${field} | ${cell(precision(counts))} | ${cell(recall(counts))} | ${counts.right} | ${counts.wrong} | ${counts.missed} |`;
  });
  return [
    '| field | precision | recall | right | wrong | missed |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

type Value = string | number | null | undefined;

function single(expected: Value, found: Value): Counts {
  return several([expected], [found]);
}

function several(expected: readonly Value[], found: readonly Value[]): Counts {
  const wanted = new Set(expected.filter((value) => value != null).map(comparable));
  const got = new Set(found.filter((value) => value != null).map(comparable));
  const right = [...got].filter((value) => wanted.has(value)).length;
  return { right, wrong: got.size - right, missed: wanted.size - right };
}

/** As people compare: full-width and half-width are the same, and so are upper and lower case but in names of people. */
function comparable(value: string | number): string {
  return String(value).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
