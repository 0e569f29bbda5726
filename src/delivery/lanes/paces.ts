import { LRUCache } from 'lru-cache';
import { Pace } from './pace';

/** Webhooks whose pace is remembered; one that is forgotten may start anew. */
const MAX_WEBHOOKS = 50_000;

/** The paces of webhooks with a rate limit. They outlive drains, which may last milliseconds. */
export class Paces {
  private readonly paces = new LRUCache<number, Pace>({ max: MAX_WEBHOOKS });

  /** @param perSecond null: no limit */
  of(webhookId: number, perSecond: number | null): Pace | null {
    if (perSecond === null) return null;
    const known = this.paces.get(webhookId);
    if (known?.perSecond === perSecond) return known;
    const pace = new Pace(perSecond);
    this.paces.set(webhookId, pace);
    return pace;
  }
}
