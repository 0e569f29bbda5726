import type { LocalTime } from '../../common';
import type { CandidateErasure } from '../erasure/candidate-erasure.entity';

/** Rows and files that no longer tell of the person. */
export class ErasedCountsResponse {
  candidates: number;
  resumes: number;
  files: number;
  /** Stay, with their history but without notes; open ones are withdrawn. */
  applications: number;
  /** Stay without words; scheduled ones are cancelled. */
  interviews: number;
  /** Their data is replaced by `{"erased":true}`. */
  events: number;
  /** Deliveries of these events. */
  deliveries: number;
  /** Those of them that had not been delivered, and never will be. */
  deliveriesCancelled: number;
  /** Attempts whose response was removed. */
  attempts: number;
}

/** That a person was erased, and what that took. Asking again answers the same. */
export class ErasureReceiptResponse {
  erasureId: number;
  candidateId: number;
  requestedBy: number;
  /** yyyy-MM-ddTHH:mm:ss */
  requestedAt: string;
  /** null: it is still going on; ask again. */
  completedAt: string | null;
  removed: ErasedCountsResponse;

  static of(erasure: CandidateErasure, localTime: LocalTime): ErasureReceiptResponse {
    return {
      erasureId: erasure.id,
      candidateId: erasure.candidateId,
      requestedBy: erasure.requestedBy,
      requestedAt: localTime.format(erasure.requestedAt),
      completedAt: localTime.formatNullable(erasure.completedAt),
      removed: erasure.counts,
    };
  }
}
