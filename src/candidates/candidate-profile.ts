import type { EducationEntry } from './education-entry';

/** What is known of a person, by hand or from a résumé. */
export interface CandidateProfile {
  name: string | null;
  /** Lower case. */
  email: string | null;
  phone: string | null;
  skills: string[];
  education: EducationEntry[];
  employers: string[];
  /** Years, to one decimal. */
  yearsOfExperience: number | null;
}

export const CANDIDATE_FIELDS = [
  'name',
  'email',
  'phone',
  'skills',
  'education',
  'employers',
  'yearsOfExperience',
] as const;
export type CandidateField = (typeof CANDIDATE_FIELDS)[number];

/** Lengths in characters and in items; what a résumé says beyond them is cut, what a person sends is refused. */
export const PROFILE_LIMITS = {
  name: 200,
  email: 254,
  phone: 40,
  item: 200,
  skill: 60,
  skills: 100,
  education: 20,
  employers: 50,
} as const;

export interface ProfileChange {
  readonly changedFields: CandidateField[];
  readonly previous: Partial<CandidateProfile>;
  readonly current: Partial<CandidateProfile>;
}

/** The fields in which two profiles differ, or null where they say the same. */
export function compareProfiles(before: CandidateProfile, after: CandidateProfile): ProfileChange | null {
  const changedFields = CANDIDATE_FIELDS.filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  if (changedFields.length === 0) return null;
  const pick = (profile: CandidateProfile): Partial<CandidateProfile> =>
    Object.fromEntries(changedFields.map((field) => [field, profile[field]]));
  return { changedFields, previous: pick(before), current: pick(after) };
}

/**
 * What a candidate's profile becomes when a résumé is read: what the résumé says replaces what was known, what it does not say stays, skills
 * add up, and a field that a person wrote is never touched.
 */
export function mergeResume(
  known: CandidateProfile,
  edited: readonly CandidateField[],
  resume: CandidateProfile,
): CandidateProfile {
  const kept = new Set(edited);
  const choose = <F extends CandidateField>(field: F, isEmpty: boolean): CandidateProfile[F] =>
    kept.has(field) || isEmpty ? known[field] : resume[field];
  return {
    name: choose('name', resume.name === null),
    email: choose('email', resume.email === null),
    phone: choose('phone', resume.phone === null),
    skills: kept.has('skills') ? known.skills : unite(known.skills, resume.skills),
    education: choose('education', resume.education.length === 0),
    employers: choose('employers', resume.employers.length === 0),
    yearsOfExperience: choose('yearsOfExperience', resume.yearsOfExperience === null),
  };
}

/** What is known of one person who was on file twice: what the survivor does not say the duplicate adds, and skills add up. */
export function mergeDuplicate(survivor: CandidateProfile, duplicate: CandidateProfile): CandidateProfile {
  return {
    name: survivor.name ?? duplicate.name,
    email: survivor.email ?? duplicate.email,
    phone: survivor.phone ?? duplicate.phone,
    skills: unite(survivor.skills, duplicate.skills),
    education: survivor.education.length > 0 ? survivor.education : duplicate.education,
    employers: survivor.employers.length > 0 ? survivor.employers : duplicate.employers,
    yearsOfExperience: survivor.yearsOfExperience ?? duplicate.yearsOfExperience,
  };
}

function unite(known: readonly string[], added: readonly string[]): string[] {
  const seen = new Set(known.map((skill) => skill.toLowerCase()));
  return [...known, ...added.filter((skill) => !seen.has(skill.toLowerCase()))].slice(0, PROFILE_LIMITS.skills);
}

/** Cuts a profile to {@link PROFILE_LIMITS}. */
export function withinLimits(profile: CandidateProfile): CandidateProfile {
  const cut = (text: string | null, length: number): string | null => text?.slice(0, length).toWellFormed() ?? null;
  const items = (list: readonly string[], count: number, length: number): string[] =>
    list.slice(0, count).map((item) => item.slice(0, length).toWellFormed());
  return {
    name: cut(profile.name, PROFILE_LIMITS.name),
    email: profile.email !== null && profile.email.length > PROFILE_LIMITS.email ? null : profile.email,
    phone: cut(profile.phone, PROFILE_LIMITS.phone),
    skills: items(profile.skills, PROFILE_LIMITS.skills, PROFILE_LIMITS.skill),
    education: profile.education.slice(0, PROFILE_LIMITS.education).map(({ school, degree, major }) => ({
      school: cut(school, PROFILE_LIMITS.item),
      degree,
      major: cut(major, PROFILE_LIMITS.item),
    })),
    employers: items(profile.employers, PROFILE_LIMITS.employers, PROFILE_LIMITS.item),
    yearsOfExperience: profile.yearsOfExperience,
  };
}
