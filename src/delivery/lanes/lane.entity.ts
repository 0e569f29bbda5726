import { Entity, Index } from 'typeorm';
import { BigIntColumn, IntColumn, KeyColumn, StringColumn, TimeColumn } from '../../database';
import type { LaneState } from '../../webhooks';

/** A webhook's backlog and its health. */
@Entity('lanes')
@Index('lanes_due', ['dueAt'])
@Index('lanes_organization_state', ['organizationId', 'state'])
export class Lane {
  @KeyColumn('webhook_id')
  webhookId: number;

  @BigIntColumn('organization_id')
  organizationId: number;

  @StringColumn('state', 10)
  state: LaneState;

  @IntColumn('failure_count')
  failureCount: number;

  @TimeColumn('closed_until', { nullable: true })
  closedUntil: number | null;

  @BigIntColumn('last_failed_delivery_id', { nullable: true })
  lastFailedDeliveryId: number | null;

  @TimeColumn('last_success_at', { nullable: true })
  lastSuccessAt: number | null;

  @TimeColumn('last_failure_at', { nullable: true })
  lastFailureAt: number | null;

  @StringColumn('disabled_reason', 300, { nullable: true })
  disabledReason: string | null;

  @TimeColumn('disabled_at', { nullable: true })
  disabledAt: number | null;

  /** Grows when a person enables or disables the lane: what a worker decided before that no longer counts. */
  @IntColumn('epoch')
  epoch: number;

  /**
   * A lower bound of the time at which the lane has work, null where it has none: what the sweeper looks for. Fan-out
   * lowers it while it holds the row's lock, and the drainer raises it only under that lock, so no wake-up is lost.
   */
  @TimeColumn('due_at', { nullable: true })
  dueAt: number | null;

  /** The process that drains the lane; null: none. Only where processes can share the database. */
  @StringColumn('lease_owner', 36, { nullable: true })
  leaseOwner: string | null;

  /** Until when, ms; then whoever comes first may take it. */
  @TimeColumn('lease_until', { nullable: true })
  leaseUntil: number | null;
}
