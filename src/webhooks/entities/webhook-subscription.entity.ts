import { Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, StringColumn, TimeColumn } from '../../database';

/**
 * One pattern of one webhook and the time during which it held. Kept apart from the webhook and with its end, so that
 * an event reaches exactly the webhooks that subscribed when it happened, however late it is fanned out.
 */
@Entity('webhook_subscriptions')
@Index('webhook_subscriptions_match', ['organizationId', 'pattern'])
@Index('webhook_subscriptions_webhook', ['webhookId'])
export class WebhookSubscription {
  @IdColumn()
  id: number;

  @BigIntColumn('organization_id')
  organizationId: number;

  @BigIntColumn('webhook_id')
  webhookId: number;

  /** An exact type, `<source>.*` or `*`. */
  @StringColumn('pattern', 60)
  pattern: string;

  @TimeColumn('since_at')
  sinceAt: number;

  /** null: still subscribed. */
  @TimeColumn('until_at', { nullable: true })
  untilAt: number | null;
}
