import { Injectable } from '@nestjs/common';
import { PERSON_RECORD_KINDS, type PersonRecordKind, type PersonRecords } from './person-records';

/** Who keeps something about candidates. Candidates ask here, and know none of them. */
@Injectable()
export class PersonRecordsRegistry {
  private readonly records = new Map<PersonRecordKind, PersonRecords>();

  register(records: PersonRecords): void {
    this.records.set(records.kind, records);
  }

  /** In the order of {@link PERSON_RECORD_KINDS}, so that everybody locks in the same order. */
  all(): PersonRecords[] {
    return PERSON_RECORD_KINDS.flatMap((kind) => this.records.get(kind) ?? []);
  }
}
