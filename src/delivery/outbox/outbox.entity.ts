import { Entity } from 'typeorm';
import { BigIntColumn, IdColumn, LongTextColumn, StringColumn, TimeColumn } from '../../database';

/** An event that was committed with its business change and is not yet fanned out. Rows live for milliseconds. */
@Entity('outbox')
export class OutboxRow {
  @IdColumn()
  id: number;

  @StringColumn('event_id', 36)
  eventId: string;

  @BigIntColumn('organization_id')
  organizationId: number;

  @StringColumn('type', 60)
  type: string;

  @TimeColumn('occurred_at')
  occurredAt: number;

  /** The signed message, see signing. */
  @LongTextColumn('message')
  message: string;
}
