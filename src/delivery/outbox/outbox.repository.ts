import { Injectable } from '@nestjs/common';
import { placeholders, UnitOfWork } from '../../database';
import type { OutboxRow } from './outbox.entity';

/** An outbox row without its message, which never leaves the database on its way to the events. */
export interface WaitingEvent {
  id: number;
  organizationId: number;
  type: string;
  occurredAt: number;
}

export interface FanOutPosition {
  lastEventId: number;
  lastFanOutAt: number;
}

/** Rows of one multi-row insert. */
const ROWS_PER_INSERT = 1_000;

@Injectable()
export class OutboxRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async append(row: Omit<OutboxRow, 'id'>): Promise<void> {
    await this.unitOfWork.manager.query(
      'INSERT INTO outbox (event_id, organization_id, type, occurred_at, message) VALUES (?, ?, ?, ?, ?)',
      [row.eventId, row.organizationId, row.type, row.occurredAt, row.message],
    );
  }

  /** True where anything waits; cheap, whatever the number of processes that ask. */
  async hasWaiting(): Promise<boolean> {
    const rows = await this.unitOfWork.read((manager) => manager.query<unknown[]>('SELECT id FROM outbox LIMIT 1'));
    return rows.length > 0;
  }

  /** Waits until no other fan-out is at work, and keeps others waiting until this unit of work ends. */
  async lockPosition(): Promise<FanOutPosition> {
    const { manager, isSqlite } = this.unitOfWork;
    const [row] = await manager.query<{ last_event_id: number | string; last_fan_out_at: number | string }[]>(
      `SELECT last_event_id, last_fan_out_at FROM fan_out_state WHERE id = 1${isSqlite ? '' : ' FOR UPDATE'}`,
    );
    return { lastEventId: Number(row.last_event_id), lastFanOutAt: Number(row.last_fan_out_at) };
  }

  async savePosition({ lastEventId, lastFanOutAt }: FanOutPosition): Promise<void> {
    await this.unitOfWork.manager.query(
      'UPDATE fan_out_state SET last_event_id = ?, last_fan_out_at = ? WHERE id = 1',
      [lastEventId, lastFanOutAt],
    );
  }

  async oldestWaiting(limit: number): Promise<WaitingEvent[]> {
    const rows = await this.unitOfWork.manager.query<Record<string, number | string>[]>(
      `SELECT id, organization_id, type, occurred_at FROM outbox ORDER BY id LIMIT ${limit}`,
    );
    return rows.map((row) => ({
      id: Number(row.id),
      organizationId: Number(row.organization_id),
      type: String(row.type),
      occurredAt: Number(row.occurred_at),
    }));
  }

  /**
   * Moves rows from the outbox to the events.
   * @param ids ascending; the first one becomes event `firstEventId`, the next one `firstEventId + 1`, …
   */
  async moveToEvents(ids: readonly number[], firstEventId: number): Promise<void> {
    const { manager } = this.unitOfWork;
    const list = placeholders(ids.length);
    await manager.query(
      `INSERT INTO events (id, event_id, organization_id, type, occurred_at, message)
       SELECT ? + ROW_NUMBER() OVER (ORDER BY id), event_id, organization_id, type, occurred_at, message
       FROM outbox WHERE id IN (${list})`,
      [firstEventId - 1, ...ids],
    );
    await manager.query(`DELETE FROM outbox WHERE id IN (${list})`, [...ids]);
  }

  /** One pending delivery a row, due at `now`. */
  async insertDeliveries(
    rows: readonly { webhookId: number; eventId: number; eventType: string }[],
    now: number,
  ): Promise<void> {
    for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
      const chunk = rows.slice(from, from + ROWS_PER_INSERT);
      const values = chunk.map(() => "(?, ?, ?, 'pending', 0, ?, ?)").join(', ');
      await this.unitOfWork.manager.query(
        `INSERT INTO deliveries (webhook_id, event_id, event_type, status, attempt_count, next_attempt_at, created_at)
         VALUES ${values}`,
        chunk.flatMap((row) => [row.webhookId, row.eventId, row.eventType, now, now]),
      );
    }
  }
}
