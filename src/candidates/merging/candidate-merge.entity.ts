import { Entity, Index } from 'typeorm';
import { BigIntColumn, KeyColumn, TimeColumn } from '../../database';

/** That a candidate was found to be the same person as another one. */
@Entity('candidate_merges')
@Index('candidate_merges_survivor', ['organizationId', 'mergedInto'])
export class CandidateMerge {
  /** The id that is no longer used. */
  @KeyColumn('candidate_id')
  candidateId: number;

  @BigIntColumn('organization_id')
  organizationId: number;

  /** Where the candidate is to be found now, over however many merges. */
  @BigIntColumn('merged_into')
  mergedInto: number;

  @BigIntColumn('merged_by')
  mergedBy: number;

  @TimeColumn('merged_at')
  mergedAt: number;
}
