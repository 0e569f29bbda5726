import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../database';
import type { LaneState } from '../../webhooks';
import { Delivery, FORCED_NOW } from '../lanes/delivery.entity';
import { EventRow } from '../outbox/event.entity';

export interface DeliveryFilter {
  status?: string;
  eventType?: string;
  /** Created at or after, ms. */
  from?: number;
  /** Created before, ms. */
  to?: number;
}

/** A delivery, its event's public id and how its lane stands. */
export interface LoggedDelivery {
  delivery: Delivery;
  eventId: string;
  lane: { state: LaneState; closedUntil: number | null } | null;
}

interface RawLoggedDelivery {
  public_event_id: string;
  lane_state: LaneState | null;
  lane_closed_until: number | string | null;
}

/** The delivery log as people read it. */
@Injectable()
export class DeliveryLogRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Newest event first. @param before `events.id` of the last row seen */
  async list(
    webhookId: number,
    filter: DeliveryFilter,
    before: number | null,
    limit: number,
  ): Promise<LoggedDelivery[]> {
    return this.unitOfWork.read(async (manager) => {
      const query = this.select(manager).where(this.ofWebhook(before), { webhookId });
      if (before !== null) query.andWhere('delivery.eventId < :before', { before });
      if (filter.status) query.andWhere('delivery.status = :status', { status: filter.status });
      if (filter.eventType) query.andWhere('delivery.eventType = :eventType', { eventType: filter.eventType });
      if (filter.from !== undefined) query.andWhere('delivery.createdAt >= :from', { from: filter.from });
      if (filter.to !== undefined) query.andWhere('delivery.createdAt < :to', { to: filter.to });
      query.orderBy('delivery.webhookId', 'DESC').addOrderBy('delivery.eventId', 'DESC').limit(limit);
      const { entities, raw } = await query.getRawAndEntities<RawLoggedDelivery>();
      return entities.map((delivery, index) => toLogged(delivery, raw[index]));
    });
  }

  async find(id: number): Promise<LoggedDelivery | null> {
    return this.unitOfWork.read(async (manager) => {
      const { entities, raw } = await this.select(manager)
        .where('delivery.id = :id', { id })
        .getRawAndEntities<RawLoggedDelivery>();
      return entities.length === 0 ? null : toLogged(entities[0], raw[0]);
    });
  }

  /** Inside a unit of work: one attempt more, before all others. A finished delivery gets just that one. */
  async force(id: number): Promise<void> {
    const { manager } = this.unitOfWork;
    await manager.query(
      `UPDATE deliveries SET attempt_limit = CASE WHEN status = 'pending' THEN attempt_limit ELSE attempt_count + 1 END,
       next_attempt_at = ?, completed_at = NULL WHERE id = ?`,
      [FORCED_NOW, id],
    );
    await manager.query("UPDATE deliveries SET status = 'pending' WHERE id = ?", [id]);
    await manager.query(
      'UPDATE lanes SET due_at = ? WHERE webhook_id = (SELECT webhook_id FROM deliveries WHERE id = ?)',
      [FORCED_NOW, id],
    );
  }

  /** Inside a unit of work: whether the delivery's event was erased; it is not meanwhile. */
  async isErased(id: number): Promise<boolean> {
    const { manager, isSqlite } = this.unitOfWork;
    const rows = await manager.query<{ erased_at: number | string | null }[]>(
      `SELECT e.erased_at FROM events e JOIN deliveries d ON d.event_id = e.id
       WHERE d.id = ?${isSqlite ? '' : ' FOR UPDATE'}`,
      [id],
    );
    return rows.some((row) => row.erased_at !== null);
  }

  async findEvent(id: number): Promise<EventRow | null> {
    return this.unitOfWork.read((manager) => manager.findOneBy(EventRow, { id }));
  }

  /**
   * Behind a cursor MariaDB would answer an equality by reading the log from the newest event down to the cursor. A
   * range of one value it reads from the cursor on.
   */
  private ofWebhook(before: number | null): string {
    return before === null || this.unitOfWork.isSqlite
      ? 'delivery.webhookId = :webhookId'
      : 'delivery.webhookId >= :webhookId AND delivery.webhookId <= :webhookId';
  }

  private select(manager: UnitOfWork['manager']) {
    return manager
      .createQueryBuilder(Delivery, 'delivery')
      .leftJoin('events', 'event', 'event.id = delivery.eventId')
      .leftJoin('lanes', 'lane', 'lane.webhook_id = delivery.webhookId')
      .addSelect('event.event_id', 'public_event_id')
      .addSelect('lane.state', 'lane_state')
      .addSelect('lane.closed_until', 'lane_closed_until');
  }
}

function toLogged(delivery: Delivery, raw: RawLoggedDelivery): LoggedDelivery {
  return {
    delivery,
    eventId: raw.public_event_id,
    lane: raw.lane_state
      ? {
          state: raw.lane_state,
          closedUntil: raw.lane_closed_until === null ? null : Number(raw.lane_closed_until),
        }
      : null,
  };
}
