import { Injectable } from '@nestjs/common';
import { patternsMatching } from '../events';
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
    return new Map(
      found.map((webhook) => [
        webhook.id,
        {
          webhookId: webhook.id,
          organizationId: webhook.organizationId,
          url: webhook.url,
          secret: this.secrets.openSecret(webhook),
          signatureEncoding: webhook.signatureEncoding,
          headers: this.secrets.openHeaders(webhook),
          maxInFlight: webhook.maxInFlight,
          rateLimit: webhook.rateLimit,
          ordered: webhook.ordered,
        },
      ]),
    );
  }
}
