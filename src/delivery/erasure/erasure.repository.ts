import { Injectable } from '@nestjs/common';
import { placeholders, UnitOfWork } from '../../database';
import type { PersonScope } from '../../events';
import { eraseData } from '../signing/message';

type Raw = Record<string, number | string | null>;

export interface LockedDelivery {
  readonly id: number;
  readonly webhookId: number;
  readonly isPending: boolean;
}

/** Events that are looked at together. */
const PAGE_SIZE = 1_000;
/** Deliveries that are changed in one statement. */
const CHUNK_SIZE = 1_000;

@Injectable()
export class ErasureRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The last event of a page behind `after`; null: it is the last page. */
  async endOfPage(organizationId: number, after: number, upTo: number): Promise<number | null> {
    const [row] = await this.unitOfWork.read((manager) =>
      manager.query<Raw[]>(
        `SELECT id FROM events WHERE organization_id = ? AND id > ? AND id <= ? ORDER BY id LIMIT 1 OFFSET ${PAGE_SIZE - 1}`,
        [organizationId, after, upTo],
      ),
    );
    return row ? Number(row.id) : null;
  }

  /** Events behind `after` up to `upTo` that tell of the person and have not been erased. */
  async findEvents(scope: PersonScope, after: number, upTo: number): Promise<number[]> {
    const { sql, parameters } = tellsOf(scope);
    const rows = await this.unitOfWork.read((manager) =>
      manager.query<Raw[]>(
        `SELECT id, event_id FROM events WHERE organization_id = ? AND id > ? AND id <= ? AND erased_at IS NULL
         AND (${sql}) ORDER BY id`,
        [scope.organizationId, after, upTo, ...parameters],
      ),
    );
    return idsOf(rows, scope.keep);
  }

  /** As {@link findEvents}, in the outbox. */
  async findWaiting(scope: PersonScope): Promise<number[]> {
    const { sql, parameters } = tellsOf(scope);
    const rows = await this.unitOfWork.manager.query<Raw[]>(
      `SELECT id, event_id FROM outbox WHERE organization_id = ? AND (${sql}) ORDER BY id`,
      [scope.organizationId, ...parameters],
    );
    return idsOf(rows, scope.keep);
  }

  /** Inside a unit of work. @returns those of the events that were not erased before */
  async replaceData(ids: readonly number[], now: number): Promise<number[]> {
    if (ids.length === 0) return [];
    const { manager, isSqlite } = this.unitOfWork;
    const rows = await manager.query<Raw[]>(
      `SELECT id, message FROM events WHERE id IN (${placeholders(ids.length)}) AND erased_at IS NULL
       ORDER BY id${isSqlite ? '' : ' FOR UPDATE'}`,
      [...ids],
    );
    for (const { id, message } of rows) {
      await manager.query('UPDATE events SET message = ?, erased_at = ? WHERE id = ?', [
        eraseData(String(message)),
        now,
        Number(id),
      ]);
    }
    return rows.map((row) => Number(row.id));
  }

  /** Inside a unit of work: the deliveries of events, also those of webhooks that were deleted. */
  async lockDeliveries(organizationId: number, eventIds: readonly number[]): Promise<LockedDelivery[]> {
    if (eventIds.length === 0) return [];
    const { manager, isSqlite } = this.unitOfWork;
    const webhooks = await manager.query<Raw[]>('SELECT id FROM webhooks WHERE organization_id = ?', [organizationId]);
    const locked: LockedDelivery[] = [];
    for (const { id: webhookId } of webhooks) {
      const rows = await manager.query<Raw[]>(
        `SELECT id, status FROM deliveries WHERE webhook_id = ? AND event_id IN (${placeholders(eventIds.length)})
         ${isSqlite ? '' : 'FOR UPDATE'}`,
        [webhookId, ...eventIds],
      );
      for (const { id, status } of rows)
        locked.push({ id: Number(id), webhookId: Number(webhookId), isPending: status === 'pending' });
    }
    return locked;
  }

  /** Inside a unit of work. */
  async cancel(deliveryIds: readonly number[], now: number): Promise<void> {
    for (let from = 0; from < deliveryIds.length; from += CHUNK_SIZE) {
      const chunk = deliveryIds.slice(from, from + CHUNK_SIZE);
      await this.unitOfWork.manager.query(
        `UPDATE deliveries SET status = 'cancelled', next_attempt_at = NULL, completed_at = ?
         WHERE id IN (${placeholders(chunk.length)})`,
        [now, ...chunk],
      );
    }
  }
}

/**
 * Finds the person's ids as the messages write them: minified JSON, in which a text cannot hold the unescaped quotation
 * marks of a key.
 */
function tellsOf({ candidateIds, resumeIds }: PersonScope): { sql: string; parameters: string[] } {
  const keys = [...candidateIds.map((id) => `"candidateId":${id}`), ...resumeIds.map((id) => `"resumeId":${id}`)];
  const parameters = keys.flatMap((key) => [`%${key},%`, `%${key}}%`]);
  return { sql: parameters.map(() => 'message LIKE ?').join(' OR '), parameters };
}

function idsOf(rows: readonly Raw[], keep: readonly string[]): number[] {
  return rows.filter((row) => !keep.includes(String(row.event_id))).map((row) => Number(row.id));
}
