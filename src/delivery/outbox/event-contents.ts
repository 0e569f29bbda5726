import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { placeholders, UnitOfWork } from '../../database';

/** What a sender needs of an event. */
export interface EventContent {
  /** Public id. */
  readonly eventId: string;
  readonly type: string;
  /** The signed message. */
  readonly message: string;
}

/** Bytes of messages that are kept for the webhooks that have yet to send them. */
const CACHE_BYTES = 64 * 1024 * 1024;

/** Events of one statement: at 256 KiB each, 16 MiB, which every server's packet limit lets through. */
const MAX_EVENTS = 64;

/** Immutable events, read once for all the webhooks that send them at about the same time. */
@Injectable()
export class EventContents {
  private readonly cache = new LRUCache<number, EventContent>({
    maxSize: CACHE_BYTES,
    sizeCalculation: (event) => event.message.length * 2 + 200,
  });

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Drops what this process remembers of events. */
  forget(ids: readonly number[]): void {
    for (const id of ids) this.cache.delete(id);
  }

  /** @param ids `events.id` @returns an entry for each event that exists */
  async load(ids: Iterable<number>): Promise<Map<number, EventContent>> {
    const found = new Map<number, EventContent>();
    const missing: number[] = [];
    for (const id of new Set(ids)) {
      const cached = this.cache.get(id);
      if (cached) found.set(id, cached);
      else missing.push(id);
    }
    for (let from = 0; from < missing.length; from += MAX_EVENTS) {
      const chunk = missing.slice(from, from + MAX_EVENTS);
      const rows = await this.unitOfWork.read((manager) =>
        manager.query<{ id: number | string; event_id: string; type: string; message: string }[]>(
          `SELECT id, event_id, type, message FROM events WHERE id IN (${placeholders(chunk.length)})`,
          chunk,
        ),
      );
      for (const row of rows) {
        const event = { eventId: row.event_id, type: row.type, message: row.message };
        found.set(Number(row.id), event);
        this.cache.set(Number(row.id), event);
      }
    }
    return found;
  }
}
