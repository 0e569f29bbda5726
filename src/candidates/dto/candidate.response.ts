import type { LocalTime } from '../../common';
import type { CandidateSource } from '../candidate-source';
import type { EducationEntry } from '../education-entry';
import type { Candidate } from '../entities/candidate.entity';

export class CandidateResponse {
  id: number;
  name: string | null;
  email: string | null;
  /** E.164 where it could be recognised. */
  phone: string | null;
  skills: string[];
  education: EducationEntry[];
  employers: string[];
  yearsOfExperience: number | null;
  source: CandidateSource;
  /** The résumé that told the most recent of it. */
  resumeId: number | null;
  /** Send it back with a change. */
  version: number;
  createdBy: number;
  /** yyyy-MM-ddTHH:mm:ss */
  createdAt: string;
  updatedBy: number;
  updatedAt: string;

  static of(candidate: Candidate, localTime: LocalTime): CandidateResponse {
    return {
      id: candidate.id,
      name: candidate.name,
      email: candidate.email,
      phone: candidate.phone,
      skills: candidate.skills,
      education: candidate.education,
      employers: candidate.employers,
      yearsOfExperience: candidate.yearsOfExperience,
      source: candidate.source,
      resumeId: candidate.resumeId,
      version: candidate.version,
      createdBy: candidate.createdBy,
      createdAt: localTime.format(candidate.createdAt),
      updatedBy: candidate.updatedBy,
      updatedAt: localTime.format(candidate.updatedAt),
    };
  }
}
