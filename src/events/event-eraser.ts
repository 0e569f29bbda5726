/** Whose events are meant. */
export interface PersonScope {
  readonly organizationId: number;
  readonly candidateIds: readonly number[];
  readonly resumeIds: readonly number[];
  /** Public ids of events that stay as they are: they tell of the erasure and hold nothing of the person. */
  readonly keep: readonly string[];
}

export interface ErasedBatch {
  readonly events: number;
  /** Deliveries of these events, whatever their state. */
  readonly deliveries: number;
  /** Those of the deliveries that were pending and are cancelled. */
  readonly cancelled: number;
  readonly attempts: number;
  /** Where to go on after a crash. */
  readonly position: number;
}

/**
 * Port: replaces the data of stored events that tell of a person, cancels what is still to be sent of them and clears
 * what receivers answered. Rows stay.
 */
export abstract class EventEraser {
  /**
   * In small units of work, so that it may be broken off anywhere and repeated. The person must have been removed from
   * everything that could publish another event about them.
   * @param from 0, or a batch's `position`
   * @param record called inside the unit of work of each batch
   */
  abstract erase(scope: PersonScope, from: number, record: (batch: ErasedBatch) => Promise<void>): Promise<void>;
}
