import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { UnitOfWork } from '../../database';
import { Webhook } from '../entities/webhook.entity';
import { WebhookSubscription } from '../entities/webhook-subscription.entity';

/** What {@link SubscriptionsRepository.findMatching} looks for: a superset of what each event needs. */
export interface SubscriptionSearch {
  organizationIds: readonly number[];
  patterns: readonly string[];
  /** Only those that began at this time or before, ms since the epoch. */
  beganBy: number;
  /** Only those that had not ended at this time. */
  heldAfter: number;
}

@Injectable()
export class SubscriptionsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async start(
    { id, organizationId }: Pick<Webhook, 'id' | 'organizationId'>,
    patterns: readonly string[],
    at: number,
  ): Promise<void> {
    if (patterns.length === 0) return;
    await this.unitOfWork.manager.insert(
      WebhookSubscription,
      patterns.map((pattern) => ({ organizationId, webhookId: id, pattern, sinceAt: at, untilAt: null })),
    );
  }

  /** @param patterns undefined: all that the webhook has */
  async end(webhookId: number, at: number, patterns?: readonly string[]): Promise<void> {
    if (patterns?.length === 0) return;
    await this.unitOfWork.manager.update(
      WebhookSubscription,
      { webhookId, untilAt: IsNull(), ...(patterns ? { pattern: In(patterns) } : {}) },
      { untilAt: at },
    );
  }

  /** Subscriptions of webhooks that exist, in one statement. */
  findMatching({ organizationIds, patterns, beganBy, heldAfter }: SubscriptionSearch): Promise<WebhookSubscription[]> {
    return this.unitOfWork.read((manager) =>
      manager
        .createQueryBuilder(WebhookSubscription, 's')
        .innerJoin(Webhook, 'w', 'w.id = s.webhookId AND w.deletedAt IS NULL')
        .where('s.organizationId IN (:...organizationIds)', { organizationIds })
        .andWhere('s.pattern IN (:...patterns)', { patterns })
        .andWhere('s.sinceAt <= :beganBy', { beganBy })
        .andWhere('(s.untilAt IS NULL OR s.untilAt > :heldAfter)', { heldAfter })
        .getMany(),
    );
  }
}
