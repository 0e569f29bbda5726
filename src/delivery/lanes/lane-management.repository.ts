import { Injectable } from '@nestjs/common';
import { placeholders, UnitOfWork } from '../../database';
import { type LaneHealth, type LaneState } from '../../webhooks';
import { FORCED_NOW } from './delivery.entity';
import { Lane } from './lane.entity';

type Raw = Record<string, number | string | null>;

/** Deliveries that one transaction cancels. */
const CANCEL_BATCH = 1_000;

@Injectable()
export class LaneManagementRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async insert(webhookId: number, organizationId: number): Promise<void> {
    await this.unitOfWork.manager.insert(Lane, { webhookId, organizationId, state: 'open', failureCount: 0, epoch: 0 });
  }

  async delete(webhookId: number): Promise<void> {
    await this.unitOfWork.manager.delete(Lane, { webhookId });
  }

  async healthOf(webhookIds: readonly number[]): Promise<Map<number, LaneHealth>> {
    if (webhookIds.length === 0) return new Map();
    const list = placeholders(webhookIds.length);
    return this.unitOfWork.read(async (manager) => {
      const lanes = await manager
        .createQueryBuilder(Lane, 'lane')
        .where('lane.webhookId IN (:...ids)', { ids: webhookIds })
        .getMany();
      const counts = await manager.query<Raw[]>(
        `SELECT webhook_id, COUNT(*) AS pending FROM deliveries
         WHERE webhook_id IN (${list}) AND next_attempt_at IS NOT NULL GROUP BY webhook_id`,
        [...webhookIds],
      );
      const pending = new Map(counts.map((row) => [Number(row.webhook_id), Number(row.pending)]));
      return new Map(lanes.map((lane) => [lane.webhookId, toHealth(lane, pending.get(lane.webhookId) ?? 0)]));
    });
  }

  async findDisabled(organizationId: number | null, afterWebhookId: number, limit: number): Promise<number[]> {
    const rows = await this.unitOfWork.read((manager) =>
      manager.query<Raw[]>(
        `SELECT webhook_id FROM lanes WHERE state = 'disabled' AND webhook_id > ?
         ${organizationId === null ? '' : 'AND organization_id = ?'} ORDER BY webhook_id LIMIT ${limit}`,
        organizationId === null ? [afterWebhookId] : [afterWebhookId, organizationId],
      ),
    );
    return rows.map((row) => Number(row.webhook_id));
  }

  /** Inside a unit of work. @returns null where there is no such lane */
  async lock(webhookId: number): Promise<{ state: LaneState; disabledReason: string | null } | null> {
    const { manager, isSqlite } = this.unitOfWork;
    const [row] = await manager.query<{ state: LaneState; disabled_reason: string | null }[]>(
      `SELECT state, disabled_reason FROM lanes WHERE webhook_id = ?${isSqlite ? '' : ' FOR UPDATE'}`,
      [webhookId],
    );
    return row ? { state: row.state, disabledReason: row.disabled_reason } : null;
  }

  /** Everything held is due now, each delivery in its place from the beginning: oldest first. */
  async open(webhookId: number, now: number): Promise<void> {
    const { manager } = this.unitOfWork;
    await manager.query(
      `UPDATE lanes SET state = 'open', failure_count = 0, closed_until = NULL, last_failed_delivery_id = NULL,
       disabled_reason = NULL, disabled_at = NULL, due_at = ?, epoch = epoch + 1 WHERE webhook_id = ?`,
      [now, webhookId],
    );
    await manager.query(
      'UPDATE deliveries SET next_attempt_at = created_at WHERE webhook_id = ? AND next_attempt_at > created_at',
      [webhookId],
    );
  }

  async disable(webhookId: number, reason: string, now: number): Promise<void> {
    await this.unitOfWork.manager.query(
      `UPDATE lanes SET state = 'disabled', closed_until = NULL, disabled_reason = ?, disabled_at = ?,
       due_at = CASE WHEN due_at = ${FORCED_NOW} THEN due_at ELSE NULL END, epoch = epoch + 1 WHERE webhook_id = ?`,
      [reason, now, webhookId],
    );
  }

  /** Lanes whose webhook was deleted. */
  async findRemoved(): Promise<number[]> {
    const rows = await this.unitOfWork.read((manager) =>
      manager.query<Raw[]>(
        `SELECT l.webhook_id FROM lanes l JOIN webhooks w ON w.id = l.webhook_id
         WHERE l.state = 'disabled' AND w.deleted_at IS NOT NULL LIMIT 1000`,
      ),
    );
    return rows.map((row) => Number(row.webhook_id));
  }

  async lastDeliveryId(webhookId: number): Promise<number> {
    const [row] = await this.unitOfWork.read((manager) =>
      manager.query<Raw[]>('SELECT MAX(id) AS last FROM deliveries WHERE webhook_id = ?', [webhookId]),
    );
    return Number(row.last ?? 0);
  }

  /** Inside a unit of work. @returns whether there may be more */
  async cancelSome(webhookId: number, upToId: number, now: number): Promise<boolean> {
    const { manager } = this.unitOfWork;
    const rows = await manager.query<Raw[]>(
      `SELECT id FROM deliveries WHERE webhook_id = ? AND next_attempt_at IS NOT NULL AND id <= ?
       ORDER BY next_attempt_at LIMIT ${CANCEL_BATCH}`,
      [webhookId, upToId],
    );
    if (rows.length === 0) return false;
    await manager.query(
      `UPDATE deliveries SET status = 'cancelled', next_attempt_at = NULL, completed_at = ?
       WHERE id IN (${placeholders(rows.length)}) AND status = 'pending'`,
      [now, ...rows.map((row) => row.id)],
    );
    return rows.length === CANCEL_BATCH;
  }
}

function toHealth(lane: Lane, pendingCount: number): LaneHealth {
  return {
    state: lane.state,
    failureCount: lane.failureCount,
    closedUntil: lane.closedUntil,
    lastSuccessAt: lane.lastSuccessAt,
    lastFailureAt: lane.lastFailureAt,
    disabledReason: lane.disabledReason,
    disabledAt: lane.disabledAt,
    pendingCount,
  };
}
