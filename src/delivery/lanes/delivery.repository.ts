import { Injectable } from '@nestjs/common';
import { placeholders, UnitOfWork } from '../../database';
import { FORCED_NOW } from './delivery.entity';

/** What a worker asks for on behalf of one lane. */
export interface ClaimRequest {
  readonly webhookId: number;
  /** Deliveries due up to this time, ms; 0 claims only those that a person asked for. */
  readonly dueUpTo: number;
  readonly limit: number;
  /** Only what comes after this place in the lane; null: from its head. */
  readonly after: LanePlace | null;
}

/** Where a delivery stands in its lane: by due time, then by id. */
export interface LanePlace {
  readonly dueAt: number;
  readonly id: number;
}

export interface DueDelivery extends LanePlace {
  readonly webhookId: number;
  /** `events.id`. */
  readonly eventId: number;
  readonly attemptCount: number;
  readonly attemptLimit: number | null;
  /** Its place in an ordered lane, whatever happens to it. */
  readonly createdAt: number;
}

/** Lanes in one statement: SQLite takes at most 500 parts of a UNION. */
const MAX_LANES = 100;

/**
 * True of a delivery that a person asked to send while another attempt was under way: that one does not count for it. MySQL
 * assigns from left to right, so `next_attempt_at` is assigned last wherever this stands.
 */
const again = (forced: boolean): string => (forced ? '1 = 0' : `next_attempt_at = ${FORCED_NOW}`);

type Raw = Record<string, number | string | null>;

const ONE_LANE = `SELECT id, webhook_id, event_id, attempt_count, attempt_limit, next_attempt_at, created_at
 FROM deliveries
 WHERE webhook_id = ? AND next_attempt_at <= ?`;

/** The backlog as workers read it. Nothing is written on a claim: a lane is drained by one worker at a time. */
@Injectable()
export class DeliveryRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The heads of many lanes in one statement; each costs one range of the index, whatever the backlog. */
  async claim(requests: readonly ClaimRequest[]): Promise<DueDelivery[]> {
    const due: DueDelivery[] = [];
    for (let from = 0; from < requests.length; from += MAX_LANES) {
      due.push(...(await this.claimChunk(requests.slice(from, from + MAX_LANES))));
    }
    return due;
  }

  private async claimChunk(requests: readonly ClaimRequest[]): Promise<DueDelivery[]> {
    const parameters: number[] = [];
    const parts = requests.map(({ webhookId, dueUpTo, limit, after }) => {
      parameters.push(webhookId, dueUpTo);
      if (after) parameters.push(after.dueAt, after.dueAt, after.id);
      parameters.push(limit);
      const place = after ? ' AND next_attempt_at >= ? AND (next_attempt_at > ? OR id > ?)' : '';
      // The extra SELECT is for SQLite, which takes no ORDER BY inside a part of a UNION.
      return `SELECT * FROM (${ONE_LANE}${place} ORDER BY next_attempt_at, id LIMIT ?) AS lane`;
    });
    const rows = await this.unitOfWork.read((manager) => manager.query<Raw[]>(parts.join(' UNION ALL '), parameters));
    return rows.map((row) => ({
      id: Number(row.id),
      webhookId: Number(row.webhook_id),
      eventId: Number(row.event_id),
      attemptCount: Number(row.attempt_count),
      attemptLimit: row.attempt_limit === null ? null : Number(row.attempt_limit),
      dueAt: Number(row.next_attempt_at),
      createdAt: Number(row.created_at),
    }));
  }

  /**
   * Inside a unit of work, behind the insertion of the attempts. What had finished otherwise meanwhile (cancelled, say)
   * was delivered all the same, and is told so. One that a person asked to send again meanwhile is still owed that.
   * @param forced these attempts are what persons asked for
   * @returns whether there was such a one
   */
  async markSucceeded(ids: readonly number[], now: number, forced: boolean): Promise<boolean> {
    if (ids.length === 0) return false;
    const list = placeholders(ids.length);
    const pending = await this.update(
      `UPDATE deliveries SET status = CASE WHEN ${again(forced)} THEN status ELSE 'succeeded' END,
       completed_at = CASE WHEN ${again(forced)} THEN NULL ELSE ? END,
       attempt_limit = CASE WHEN ${again(forced)} THEN attempt_count + 2 ELSE attempt_limit END,
       attempt_count = attempt_count + 1, last_error = NULL,
       next_attempt_at = CASE WHEN ${again(forced)} THEN next_attempt_at ELSE NULL END
       WHERE id IN (${list}) AND status = 'pending'`,
      [now, ...ids],
    );
    if (pending === new Set(ids).size) return false;
    await this.update(
      `UPDATE deliveries SET status = 'succeeded', completed_at = ?, last_error = NULL
       WHERE id IN (${list}) AND status IN ('cancelled', 'failed')`,
      [now, ...ids],
    );
    await this.update(
      `UPDATE deliveries SET attempt_count = (SELECT COUNT(*) FROM attempts a WHERE a.delivery_id = deliveries.id)
       WHERE id IN (${list})`,
      [...ids],
    );
    return true;
  }

  /** Inside a unit of work. Deliveries that finished otherwise meanwhile (cancelled, say) stay as they are. @returns whether there was such a one */
  async markFailedAttempts(
    rows: readonly {
      id: number;
      /** null: this was the last attempt. */
      nextAttemptAt: number | null;
      attemptLimit: number | null;
      error: string;
    }[],
    now: number,
    forced: boolean,
  ): Promise<boolean> {
    if (rows.length === 0) return false;
    const cases = (value: string) => `CASE id ${rows.map(() => `WHEN ? THEN ${value}`).join(' ')} END`;
    const finished = rows.filter((row) => row.nextAttemptAt === null).map((row) => row.id);
    const isFinished = finished.length === 0 ? '1 = 0' : `id IN (${placeholders(finished.length)})`;
    const pending = await this.update(
      `UPDATE deliveries SET last_error = ${cases('?')},
       status = CASE WHEN ${isFinished} AND NOT (${again(forced)}) THEN 'failed' ELSE status END,
       completed_at = CASE WHEN ${isFinished} AND NOT (${again(forced)}) THEN ? ELSE completed_at END,
       attempt_limit = CASE WHEN ${isFinished} AND ${again(forced)} THEN attempt_count + 2 ELSE ${cases('?')} END,
       attempt_count = attempt_count + 1,
       next_attempt_at = CASE WHEN ${again(forced)} THEN next_attempt_at ELSE ${cases('?')} END
       WHERE id IN (${placeholders(rows.length)}) AND status = 'pending'`,
      [
        ...rows.flatMap((row) => [row.id, row.error]),
        ...finished,
        ...finished,
        now,
        ...finished,
        ...rows.flatMap((row) => [row.id, row.attemptLimit]),
        ...rows.flatMap((row) => [row.id, row.nextAttemptAt]),
        ...rows.map((row) => row.id),
      ],
    );
    return pending !== new Set(rows.map((row) => row.id)).size;
  }

  /** Those of the deliveries whose event was erased. */
  async erasedAmong(ids: readonly number[]): Promise<number[]> {
    const rows = await this.unitOfWork.manager.query<Raw[]>(
      `SELECT d.id FROM deliveries d JOIN events e ON e.id = d.event_id
       WHERE d.id IN (${placeholders(ids.length)}) AND e.erased_at IS NOT NULL`,
      [...ids],
    );
    return rows.map((row) => Number(row.id));
  }

  /** @returns how many rows it changed */
  private async update(sql: string, parameters: unknown[]): Promise<number> {
    const { queryRunner } = this.unitOfWork.manager;
    const result = await queryRunner?.query(sql, parameters, true);
    return result?.affected ?? 0;
  }
}
