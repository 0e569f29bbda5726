import { Injectable } from '@nestjs/common';
import { AuditLog, type AuthenticatedUser, organizationOf } from '../../auth';
import { Clock, PersonRecordsRegistry } from '../../common';
import { UnitOfWork } from '../../database';
import { CANDIDATE_FIELDS, mergeDuplicate } from '../candidate-profile';
import { CandidateRegister } from '../candidate-register';
import { candidateNotFound, candidateVersionStale, mergedWithItself } from '../candidates.errors';
import { CandidatesRepository } from '../candidates.repository';
import type { MergeCandidateRequest } from '../dto/merge-candidate.request';
import type { Candidate } from '../entities/candidate.entity';
import { CandidateMergesRepository } from './candidate-merges.repository';

/** Makes one candidate of two that are the same person. */
@Injectable()
export class CandidateMerger {
  constructor(
    private readonly candidates: CandidatesRepository,
    private readonly merges: CandidateMergesRepository,
    private readonly register: CandidateRegister,
    private readonly records: PersonRecordsRegistry,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * What the survivor does not say the duplicate adds; where both say something the survivor is right. The duplicate's
   * résumés and applications become the survivor's, and its id leads there.
   * @throws AppError `candidate.not_found`, `candidate.version_stale`, `request.validation_failed`
   */
  merge(user: AuthenticatedUser, survivorId: number, request: MergeCandidateRequest): Promise<Candidate> {
    const organizationId = organizationOf(user);
    const { candidateId: duplicateId, version } = request;
    if (duplicateId === survivorId) throw mergedWithItself();
    return this.unitOfWork.run(async () => {
      // The lower id first, so that two merges of the same pair wait for each other.
      const [low, high] = [Math.min(survivorId, duplicateId), Math.max(survivorId, duplicateId)];
      const rows = [await this.require(organizationId, low), await this.require(organizationId, high)];
      const [survivor, duplicate] = survivorId === low ? rows : rows.toReversed();
      if (survivor.version !== version) throw candidateVersionStale(survivor.version);
      for (const records of this.records.all()) await records.move(organizationId, duplicateId, survivorId, user.id);
      // First, so that the address and the number by which it was recognised are free for the survivor.
      await this.candidates.delete(duplicateId);
      const profile = mergeDuplicate(this.register.profileOf(survivor), this.register.profileOf(duplicate));
      await this.register.change(survivor, profile, {
        userId: user.id,
        resumeId: survivor.resumeId ?? duplicate.resumeId ?? undefined,
        editedFields: CANDIDATE_FIELDS.filter(
          (field) => survivor.editedFields.includes(field) || duplicate.editedFields.includes(field),
        ),
      });
      await this.merges.record({
        candidateId: duplicateId,
        organizationId,
        mergedInto: survivorId,
        mergedBy: user.id,
        mergedAt: this.clock.now(),
      });
      await this.audit.record({
        action: 'candidate.merged',
        actor: user,
        target: { type: 'candidate', id: survivorId },
        details: { duplicate: duplicateId },
      });
      return survivor;
    });
  }

  private async require(organizationId: number, id: number): Promise<Candidate> {
    const candidate = await this.candidates.lock(organizationId, id);
    if (!candidate) throw candidateNotFound(id, await this.merges.survivorOf(organizationId, id));
    return candidate;
  }
}
