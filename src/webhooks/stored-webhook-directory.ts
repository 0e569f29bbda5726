import { Injectable } from '@nestjs/common';
import { Logger } from '../common';
import { patternsMatching } from '../events';
import type { Webhook } from './entities/webhook.entity';
import { WebhookSecrets } from './secrets/webhook-secrets';
import { CLOCK_TOLERANCE_MS, matchSubscriptions } from './subscriptions/match-subscriptions';
import { SubscriptionsRepository } from './subscriptions/subscriptions.repository';
import { type SubscribableEvent, WebhookDirectory } from './webhook-directory';
import type { WebhookTarget } from './webhook-target';
import { WebhooksRepository } from './webhooks.repository';

/** The directory over the tables of this module. */
@Injectable()
export class StoredWebhookDirectory extends WebhookDirectory {
  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly secrets: WebhookSecrets,
    private readonly logger: Logger,
  ) {
    super();
  }

  async subscribersOf(events: readonly SubscribableEvent[]): Promise<number[][]> {
    if (events.length === 0) return [];
    const times = events.map((event) => event.occurredAt);
    const found = await this.subscriptions.findMatching({
      organizationIds: [...new Set(events.map((event) => event.organizationId))],
      patterns: [...new Set(events.flatMap((event) => patternsMatching(event.type)))],
      beganBy: Math.max(...times) + CLOCK_TOLERANCE_MS,
      heldAfter: Math.min(...times),
    });
    return matchSubscriptions(events, found);
  }

  async targetsOf(webhookIds: readonly number[]): Promise<Map<number, WebhookTarget>> {
    const found = await this.webhooks.findAll(webhookIds);
    const targets = new Map<number, WebhookTarget>();
    for (const webhook of found) {
      const target = this.open(webhook);
      if (target) targets.set(webhook.id, target);
    }
    return targets;
  }

  /** One webhook whose secret does not open must not stop the others: a person has to bring the key back. */
  private open(webhook: Webhook): WebhookTarget | null {
    try {
      return {
        webhookId: webhook.id,
        organizationId: webhook.organizationId,
        url: webhook.url,
        secret: this.secrets.openSecret(webhook),
        signatureEncoding: webhook.signatureEncoding,
        headers: this.secrets.openHeaders(webhook),
        maxInFlight: webhook.maxInFlight,
        rateLimit: webhook.rateLimit,
        ordered: webhook.ordered,
      };
    } catch (error) {
      this.logger.failure(
        error,
        { webhookId: webhook.id },
        'a webhook cannot be delivered to: its secret does not open',
      );
      return null;
    }
  }
}
