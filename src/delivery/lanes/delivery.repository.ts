import { Injectable } from '@nestjs/common';
import { placeholders, UnitOfWork } from '../../database';

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
}

/** Lanes in one statement: SQLite takes at most 500 parts of a UNION. */
const MAX_LANES = 100;

type Raw = Record<string, number | string | null>;

const ONE_LANE = `SELECT id, webhook_id, event_id, attempt_count, attempt_limit, next_attempt_at FROM deliveries
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
    }));
  }

  /** Inside a unit of work. */
  async markSucceeded(ids: readonly number[], now: number): Promise<void> {
    if (ids.length === 0) return;
    await this.unitOfWork.manager.query(
      `UPDATE deliveries SET status = 'succeeded', attempt_count = attempt_count + 1, next_attempt_at = NULL,
       completed_at = ?, last_error = NULL WHERE id IN (${placeholders(ids.length)})`,
      [now, ...ids],
    );
  }

  /** Inside a unit of work. Deliveries that finished otherwise meanwhile (cancelled, say) stay as they are. */
  async markFailedAttempts(
    rows: readonly {
      id: number;
      /** null: this was the last attempt. */
      nextAttemptAt: number | null;
      attemptLimit: number | null;
      error: string;
    }[],
    now: number,
  ): Promise<void> {
    if (rows.length === 0) return;
    const cases = (value: string) => `CASE id ${rows.map(() => `WHEN ? THEN ${value}`).join(' ')} END`;
    const finished = rows.filter((row) => row.nextAttemptAt === null).map((row) => row.id);
    const isFinished = finished.length === 0 ? '1 = 0' : `id IN (${placeholders(finished.length)})`;
    await this.unitOfWork.manager.query(
      `UPDATE deliveries SET attempt_count = attempt_count + 1,
       next_attempt_at = ${cases('?')}, attempt_limit = ${cases('?')}, last_error = ${cases('?')},
       status = CASE WHEN ${isFinished} THEN 'failed' ELSE status END,
       completed_at = CASE WHEN ${isFinished} THEN ? ELSE completed_at END
       WHERE id IN (${placeholders(rows.length)}) AND status = 'pending'`,
      [
        ...rows.flatMap((row) => [row.id, row.nextAttemptAt]),
        ...rows.flatMap((row) => [row.id, row.attemptLimit]),
        ...rows.flatMap((row) => [row.id, row.error]),
        ...finished,
        ...finished,
        now,
        ...rows.map((row) => row.id),
      ],
    );
  }
}
