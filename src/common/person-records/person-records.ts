/** What is kept about a candidate beside the candidate, in the order in which it is locked and changed. */
export const PERSON_RECORD_KINDS = ['resumes', 'applications', 'interviews'] as const;
export type PersonRecordKind = (typeof PERSON_RECORD_KINDS)[number];

/** A candidate under every id that was ever theirs. */
export interface Person {
  readonly organizationId: number;
  readonly candidateIds: readonly number[];
}

export interface ErasedRecords {
  readonly ids: readonly number[];
  /** Keys of files to be removed once the unit of work is committed. */
  readonly files: readonly string[];
  /** Public ids of the events that the erasure itself caused; they hold nothing of the person. */
  readonly events: readonly string[];
}

/** Port: a module that keeps something about candidates. It registers itself with {@link PersonRecordsRegistry}. */
export abstract class PersonRecords {
  abstract readonly kind: PersonRecordKind;

  /**
   * Inside a unit of work: removes what tells of the person. Facts that remain of use without them, such as that
   * somebody was hired for a job, may stay.
   * @param by the user who asked for it
   */
  abstract erase(person: Person, by: number): Promise<ErasedRecords>;

  /** Removes files of {@link ErasedRecords.files}; those that are gone already count as removed. */
  removeFiles(_files: readonly string[]): Promise<void> {
    return Promise.resolve();
  }

  /** Inside a unit of work: gives what belongs to one candidate to another one. @returns how many records */
  abstract move(organizationId: number, from: number, to: number, by: number): Promise<number>;
}
