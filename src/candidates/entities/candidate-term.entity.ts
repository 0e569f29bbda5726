import { Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, StringColumn } from '../../database';

export const TERM_KINDS = ['name', 'skill', 'school'] as const;
export type TermKind = (typeof TERM_KINDS)[number];

/** One word or phrase that a candidate is found by. Derived from the candidate and rewritten with it. */
@Entity('candidate_terms')
@Index('candidate_terms_search', ['organizationId', 'kind', 'term', 'candidateId'])
@Index('candidate_terms_candidate', ['candidateId'])
export class CandidateTerm {
  @IdColumn()
  id: number;

  @BigIntColumn('organization_id')
  organizationId: number;

  @BigIntColumn('candidate_id')
  candidateId: number;

  @StringColumn('kind', 10)
  kind: TermKind;

  /** Lower case, at most 100 characters. */
  @StringColumn('term', 100)
  term: string;
}
