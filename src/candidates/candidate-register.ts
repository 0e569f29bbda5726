import { Injectable } from '@nestjs/common';
import { Clock } from '../common';
import { UnitOfWork } from '../database';
import { DomainEvents } from '../events';
import {
  type CandidateField,
  type CandidateProfile,
  compareProfiles,
  mergeResume,
  withinLimits,
} from './candidate-profile';
import type { CandidateSource } from './candidate-source';
import { CandidatesRepository } from './candidates.repository';
import type { Candidate } from './entities/candidate.entity';

export interface NewCandidate {
  readonly organizationId: number;
  readonly profile: CandidateProfile;
  readonly source: CandidateSource;
  readonly resumeId: number | null;
  /** Who did it, or uploaded the résumé that did. */
  readonly userId: number;
  readonly editedFields: CandidateField[];
}

export interface ParsedResume {
  readonly organizationId: number;
  readonly resumeId: number;
  /** Who uploaded it. */
  readonly userId: number;
  /** The candidate whom an earlier parsing of this résumé made or found. */
  readonly candidateId: number | null;
  readonly profile: CandidateProfile;
}

/** The one place that writes candidates and states what happened to them. All of it runs inside the caller's unit of work. */
@Injectable()
export class CandidateRegister {
  constructor(
    private readonly candidates: CandidatesRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: DomainEvents,
    private readonly clock: Clock,
  ) {}

  /**
   * Creates the candidate that a résumé describes, or updates the one it is recognised as: the one of an earlier parsing, else by e-mail
   * address, else by telephone number, inside the organization. Publishes `candidate.created`, `candidate.updated` or nothing.
   * @returns the candidate's id
   * @throws a unique violation where another unit of work created the same person meanwhile: run the unit of work again
   */
  async recordResume(resume: ParsedResume): Promise<number> {
    return this.unitOfWork.run(async () => {
      const { organizationId, resumeId, userId } = resume;
      const profile = withinLimits(resume.profile);
      const candidate = await this.recognise(resume, profile);
      if (!candidate) {
        const created = await this.add({
          organizationId,
          profile,
          source: 'RESUME',
          resumeId,
          userId,
          editedFields: [],
        });
        return created.id;
      }
      const merged = mergeResume(this.profileOf(candidate), candidate.editedFields, profile);
      await this.change(candidate, merged, { userId, resumeId, editedFields: candidate.editedFields });
      return candidate.id;
    });
  }

  async add({ organizationId, profile, source, resumeId, userId, editedFields }: NewCandidate): Promise<Candidate> {
    const now = this.clock.now();
    const candidate = await this.candidates.insert({
      organizationId,
      ...profile,
      ...(await this.keysOf(organizationId, profile, null)),
      source,
      resumeId,
      editedFields,
      version: 1,
      createdBy: userId,
      createdAt: now,
      updatedBy: userId,
      updatedAt: now,
    });
    const { name, email, phone, skills } = profile;
    await this.events.publish(organizationId, 'candidate.created', {
      candidateId: candidate.id,
      resumeId,
      name,
      email,
      phone,
      skills,
      source,
      createdBy: userId,
    });
    return candidate;
  }

  /** Writes what differs, and states it; where nothing of the profile does, nothing is stated. `candidate` is brought up to date. */
  async change(
    candidate: Candidate,
    profile: CandidateProfile,
    by: { userId: number; resumeId?: number; editedFields: CandidateField[] },
  ): Promise<void> {
    const change = compareProfiles(this.profileOf(candidate), profile);
    const resumeId = by.resumeId ?? candidate.resumeId;
    const sameMarks = resumeId === candidate.resumeId && by.editedFields.length === candidate.editedFields.length;
    if (!change && sameMarks) return;
    const { organizationId } = candidate;
    Object.assign(candidate, profile, await this.keysOf(organizationId, profile, candidate), {
      resumeId,
      editedFields: by.editedFields,
      updatedBy: by.userId,
      updatedAt: this.clock.now(),
    });
    await this.candidates.update(candidate);
    if (!change) return;
    await this.events.publish(organizationId, 'candidate.updated', {
      candidateId: candidate.id,
      changedFields: change.changedFields,
      previous: { ...change.previous },
      current: { ...change.current },
      updatedBy: by.userId,
    });
  }

  profileOf(candidate: Candidate): CandidateProfile {
    const { name, email, phone, skills, education, employers, yearsOfExperience } = candidate;
    return { name, email, phone, skills, education, employers, yearsOfExperience };
  }

  private async recognise(resume: ParsedResume, profile: CandidateProfile): Promise<Candidate | null> {
    const { organizationId, candidateId } = resume;
    const known = candidateId === null ? null : await this.candidates.lock(organizationId, candidateId);
    if (known) return known;
    const owners = await this.candidates.ownersOf(organizationId, profile.email, profile.phone);
    const id = owners.email ?? owners.phone;
    return id === undefined ? null : this.candidates.lock(organizationId, id);
  }

  /** A résumé may join one person's address to another's number. The number stays recognisable as that of the one who had it first. */
  private async keysOf(
    organizationId: number,
    { email, phone }: CandidateProfile,
    self: Candidate | null,
  ): Promise<{ emailKey: string | null; phoneKey: string | null }> {
    const owners = await this.candidates.ownersOf(organizationId, email, phone);
    const free = (owner: number | undefined): boolean => owner === undefined || owner === self?.id;
    return { emailKey: free(owners.email) ? email : null, phoneKey: free(owners.phone) ? phone : null };
  }
}
