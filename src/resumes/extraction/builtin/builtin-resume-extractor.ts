import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common';
import { normalizeText } from '../normalize-text';
import { type ExtractedField, ResumeExtractor, type ResumeProfile, type ResumeText } from '../resume-extractor';
import { monthOfTime } from './date-range';
import { findEducation } from './find-education';
import { findEmail } from './find-email';
import { findEmployers } from './find-employers';
import { findName } from './find-name';
import { findPhone } from './find-phone';
import { findSkills } from './find-skills';
import { findYears } from './find-years';
import { toResumeLines } from './resume-lines';

/** A résumé's text is some KiB. What is longer is cut, so that one file cannot hold the event loop. */
const MAX_CHARACTERS = 60_000;
const MAX_LINE_CHARACTERS = 500;

/** Rules over lines and sections, for Chinese and English. No I/O; the clock tells how long a job that is still held has lasted. */
@Injectable()
export class BuiltinResumeExtractor extends ResumeExtractor {
  constructor(private readonly clock: Clock) {
    super();
  }

  extract(resume: ResumeText): Promise<ResumeProfile> {
    const normalized = normalizeText(resume.text.slice(0, MAX_CHARACTERS))
      .split('\n')
      .map((line) => line.slice(0, MAX_LINE_CHARACTERS))
      .join('\n');
    const lines = toResumeLines(normalized);
    const now = monthOfTime(new Date(this.clock.now()));
    const email = findEmail(lines);
    const education = findEducation(lines);
    const name = findName(lines, resume.fileName, email?.value ?? null);
    const phone = findPhone(lines);
    const yearsOfExperience = findYears(lines, now);
    return Promise.resolve({
      name: name && rounded(name),
      email: email && rounded(email),
      phone: phone && rounded(phone),
      education: education.map(rounded),
      schools: distinctSchools(education).map(rounded),
      yearsOfExperience: yearsOfExperience && rounded(yearsOfExperience),
      skills: findSkills(lines).map(rounded),
      employers: findEmployers(lines, now).map(rounded),
    });
  }
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
