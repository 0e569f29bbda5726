import { Injectable } from '@nestjs/common';
import { placeholders, UnitOfWork } from '../../database';

type Raw = Record<string, number | string | null>;

/** A delivery that retention looks at. */
export interface AgedDelivery {
  readonly id: number;
  /** `events.id`. */
  readonly eventId: number;
  readonly createdAt: number;
  /** It still has to be delivered: it is pending, in a lane that is not disabled. */
  readonly owed: boolean;
}

/** Rows in order of age, by their ids: no index on times is needed. */
@Injectable()
export class RetentionRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async deliveriesAfter(id: number, limit: number): Promise<AgedDelivery[]> {
    const rows = await this.unitOfWork.read((manager) =>
      manager.query<Raw[]>(
        `SELECT d.id, d.event_id, d.created_at,
                CASE WHEN d.status = 'pending' AND l.state <> 'disabled' THEN 1 ELSE 0 END AS owed
         FROM deliveries d LEFT JOIN lanes l ON l.webhook_id = d.webhook_id
         WHERE d.id > ? ORDER BY d.id LIMIT ${limit}`,
        [id],
      ),
    );
    return rows.map((row) => ({
      id: Number(row.id),
      eventId: Number(row.event_id),
      createdAt: Number(row.created_at),
      owed: Number(row.owed) === 1,
    }));
  }

  /** Inside a unit of work: deliveries and their attempts, but for those that are owed again since they were looked at. */
  async removeDeliveries(ids: readonly number[]): Promise<void> {
    const { manager, isSqlite } = this.unitOfWork;
    const rows = await manager.query<Raw[]>(
      `SELECT d.id FROM deliveries d LEFT JOIN lanes l ON l.webhook_id = d.webhook_id
       WHERE d.id IN (${placeholders(ids.length)}) AND NOT (d.status = 'pending' AND l.state <> 'disabled')
       ${isSqlite ? '' : 'FOR UPDATE'}`,
      [...ids],
    );
    if (rows.length === 0) return;
    const removable = rows.map((row) => row.id);
    const list = placeholders(removable.length);
    await manager.query(`DELETE FROM attempts WHERE delivery_id IN (${list})`, removable);
    await manager.query(`DELETE FROM deliveries WHERE id IN (${list})`, removable);
  }

  /** Ids of events older than `before`, oldest first. @param upToId exclusive; null: all */
  async eventsBefore(before: number, upToId: number | null, limit: number): Promise<number[]> {
    const rows = await this.unitOfWork.read((manager) =>
      manager.query<Raw[]>(`SELECT id, occurred_at FROM events ORDER BY id LIMIT ${limit}`),
    );
    return rows
      .filter((row) => Number(row.occurred_at) < before && (upToId === null || Number(row.id) < upToId))
      .map((row) => Number(row.id));
  }

  /** Inside a unit of work. */
  async removeEvents(ids: readonly number[]): Promise<void> {
    await this.unitOfWork.manager.query(`DELETE FROM events WHERE id IN (${placeholders(ids.length)})`, [...ids]);
  }
}
