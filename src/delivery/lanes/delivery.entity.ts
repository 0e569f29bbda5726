import { Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, IntColumn, StringColumn, TimeColumn } from '../../database';

export const DELIVERY_STATUSES = ['pending', 'succeeded', 'failed', 'cancelled'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** `next_attempt_at` of a delivery that a person asked to send now: it goes first and through a closed lane. */
export const FORCED_NOW = 0;

/** One event owed to one webhook. The unique index makes a second debt for the same pair impossible. */
@Entity('deliveries')
@Index('deliveries_webhook_event', ['webhookId', 'eventId'], { unique: true })
@Index('deliveries_due', ['webhookId', 'nextAttemptAt'])
export class Delivery {
  @IdColumn()
  id: number;

  @BigIntColumn('webhook_id')
  webhookId: number;

  /** `events.id`. */
  @BigIntColumn('event_id')
  eventId: number;

  @StringColumn('event_type', 60)
  eventType: string;

  @StringColumn('status', 10)
  status: DeliveryStatus;

  /** Attempts recorded so far. */
  @IntColumn('attempt_count')
  attemptCount: number;

  /** Attempts allowed in all; null: as configured. */
  @IntColumn('attempt_limit', { nullable: true })
  attemptLimit: number | null;

  /**
   * Due time; also the place in the lane. null if and only if the delivery is finished, so that the index holds the
   * backlog and nothing else.
   */
  @TimeColumn('next_attempt_at', { nullable: true })
  nextAttemptAt: number | null;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('completed_at', { nullable: true })
  completedAt: number | null;

  /** Why the last attempt failed, one sentence. */
  @StringColumn('last_error', 300, { nullable: true })
  lastError: string | null;
}
