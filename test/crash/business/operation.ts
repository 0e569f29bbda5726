/** Where the business keeps what an operation wrote, and what to look for there. */
export interface BusinessMark {
  readonly place: 'candidate name' | 'candidate skill' | 'applicant' | 'status note' | 'interview time';
  /** Unique in a run. */
  readonly value: string;
}

/**
 * - `committed`: the API said so
 * - `refused`: the API said that nothing was changed
 * - `unknown`: no answer, or one that says neither; the business rows tell
 */
export type OperationOutcome = 'committed' | 'refused' | 'unknown';

/** A business change as seen from outside the product. */
export interface Operation {
  /** Keys of the events that it owes if it was committed, see `keyOfEvent`. */
  readonly keys: readonly string[];
  readonly mark: BusinessMark;
  /** Which of the run's organizations. */
  readonly organization: number;
  /** When the request was about to be sent, ms. */
  readonly startedAt: number;
  /** When its answer was there, ms. */
  readonly endedAt: number;
  readonly outcome: OperationOutcome;
  /** The answer, for people. */
  readonly answer: string;
}
