import { Entity, Index } from 'typeorm';
import { BigIntColumn, KeyColumn, LongTextColumn, StringColumn, TimeColumn } from '../../database';

/**
 * An event that was fanned out. Immutable, but for the erasure of a person. `id` is given by the one fan-out that may run at a time, in the order of
 * fan-out, so that a reader who has seen an id never meets a smaller one later: cursors over it miss nothing.
 */
@Entity('events')
@Index('events_event_id', ['eventId'], { unique: true })
@Index('events_organization', ['organizationId', 'id'])
export class EventRow {
  @KeyColumn('id')
  id: number;

  /** Public id. */
  @StringColumn('event_id', 36)
  eventId: string;

  @BigIntColumn('organization_id')
  organizationId: number;

  @StringColumn('type', 60)
  type: string;

  @TimeColumn('occurred_at')
  occurredAt: number;

  /** The signed message, exactly as it was written at publication. */
  @LongTextColumn('message')
  message: string;

  /** When its data was replaced because the person whom it tells of was erased. Such an event is never sent. */
  @TimeColumn('erased_at', { nullable: true })
  erasedAt: number | null;
}
