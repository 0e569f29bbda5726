import type { WebhookTarget } from './webhook-target';

/** An event as far as subscriptions care. */
export interface SubscribableEvent {
  readonly organizationId: number;
  readonly type: string;
  /** ms since the epoch. */
  readonly occurredAt: number;
}

/** What the delivery side may ask of the webhooks. */
export abstract class WebhookDirectory {
  /**
   * For each event, the webhooks (ascending ids, each once) of its organization that subscribed to its type when it
   * happened and still exist. One statement for all events.
   */
  abstract subscribersOf(events: readonly SubscribableEvent[]): Promise<number[][]>;

  /** Settings of the webhooks that exist, in one statement. */
  abstract targetsOf(webhookIds: readonly number[]): Promise<Map<number, WebhookTarget>>;
}
