import { normalizeText } from '../normalize-text';
import type { ExtractedField, ResumeProfile, ResumeText } from '../resume-extractor';
import { monthOfTime } from './date-range';
import { findEducation } from './find-education';
import { findEmail } from './find-email';
import { findEmployers } from './find-employers';
import { findName } from './find-name';
import { findPhone } from './find-phone';
import { findSkills } from './find-skills';
import { findYears } from './find-years';
import { toResumeLines } from './resume-lines';

/** A résumé's text is some KiB in some hundred lines. What is longer is cut. */
export const MAX_CHARACTERS = 60_000;
const MAX_LINES = 2_000;
const MAX_LINE_CHARACTERS = 500;

/**
 * Rules over lines and sections, for Chinese and English. No I/O.
 * @param now ms since the epoch: how long a job that is still held has lasted
 */
export function extractProfile(resume: ResumeText, now: number): ResumeProfile {
  const normalized = normalizeText(resume.text.slice(0, MAX_CHARACTERS))
    .split('\n')
    .slice(0, MAX_LINES)
    .map((line) => line.slice(0, MAX_LINE_CHARACTERS))
    .join('\n');
  const lines = toResumeLines(normalized);
  const month = monthOfTime(new Date(now));
  const email = findEmail(lines);
  const education = findEducation(lines);
  const name = findName(lines, resume.fileName, email?.value ?? null);
  const phone = findPhone(lines);
  const yearsOfExperience = findYears(lines, month);
  return {
    name: name && rounded(name),
    email: email && rounded(email),
    phone: phone && rounded(phone),
    education: education.map(rounded),
    schools: distinctSchools(education).map(rounded),
    yearsOfExperience: yearsOfExperience && rounded(yearsOfExperience),
    skills: findSkills(lines).map(rounded),
    employers: findEmployers(lines, month).map(rounded),
  };
}

/** Confidences are judgements: two digits are as many as they are worth. */
function rounded<T>(field: ExtractedField<T>): ExtractedField<T> {
  return { ...field, confidence: Math.round(field.confidence * 100) / 100 };
}

function distinctSchools(education: ResumeProfile['education']): ExtractedField<string>[] {
  const schools = new Map<string, ExtractedField<string>>();
  for (const { value, confidence, evidence } of education) {
    if (value.school && !schools.has(value.school))
      schools.set(value.school, { value: value.school, confidence, evidence });
  }
  return [...schools.values()];
}
