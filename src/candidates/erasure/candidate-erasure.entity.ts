import { Entity, Index } from 'typeorm';
import type { PersonRecordKind } from '../../common';
import { BigIntColumn, IdColumn, JsonColumn, TimeColumn } from '../../database';
import type { PersonScope } from '../../events';

/** What was removed, in rows and files. */
export type ErasureCounts = Record<
  'candidates' | PersonRecordKind | 'files' | 'events' | 'deliveries' | 'deliveriesCancelled' | 'attempts',
  number
>;

/**
 * The erasure of one candidate. Written with the removal of the candidate's rows, so that what is left to do then
 * (files, stored events) is found again whatever dies. Holds ids and no personal data, and stays as the receipt.
 */
@Entity('candidate_erasures')
@Index('candidate_erasures_candidate', ['organizationId', 'candidateId'], { unique: true })
@Index('candidate_erasures_due', ['dueAt'])
export class CandidateErasure {
  @IdColumn()
  id: number;

  @BigIntColumn('organization_id')
  organizationId: number;

  @BigIntColumn('candidate_id')
  candidateId: number;

  @BigIntColumn('requested_by')
  requestedBy: number;

  @TimeColumn('requested_at')
  requestedAt: number;

  @TimeColumn('completed_at', { nullable: true })
  completedAt: number | null;

  /** When to take it up again, should whoever is at it have died. null: completed. */
  @TimeColumn('due_at', { nullable: true })
  dueAt: number | null;

  /** Whose events are to be erased. */
  @JsonColumn('scope')
  scope: PersonScope;

  /** Keys of files that are to be removed. */
  @JsonColumn('files')
  files: string[];

  @JsonColumn('counts')
  counts: ErasureCounts;

  /** How far the events have been gone through. */
  @BigIntColumn('position')
  position: number;
}
