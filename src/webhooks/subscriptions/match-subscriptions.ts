import { patternsMatching } from '../../events';
import type { WebhookSubscription } from '../entities/webhook-subscription.entity';
import type { SubscribableEvent } from '../webhook-directory';

/**
 * Processes have clocks of their own. A webhook that was created by one process just before an event was published by
 * another, whose clock is behind, must not miss that event; so a subscription counts from this much before its
 * beginning. At worst a webhook gets an event that happened in the second before it existed. Its end has no such
 * tolerance: nobody waits for events after it.
 */
export const CLOCK_TOLERANCE_MS = 1_000;

type Subscription = Pick<WebhookSubscription, 'organizationId' | 'webhookId' | 'pattern' | 'sinceAt' | 'untilAt'>;

const held = ({ sinceAt, untilAt }: Subscription, at: number): boolean =>
  sinceAt <= at + CLOCK_TOLERANCE_MS && (untilAt === null || untilAt > at);

/** @returns for each event the webhooks that it is owed to, by ascending id, each once */
export function matchSubscriptions(
  events: readonly SubscribableEvent[],
  subscriptions: readonly Subscription[],
): number[][] {
  const byPattern = new Map<string, Subscription[]>();
  for (const subscription of subscriptions) {
    const key = `${subscription.organizationId}:${subscription.pattern}`;
    const group = byPattern.get(key);
    if (group) group.push(subscription);
    else byPattern.set(key, [subscription]);
  }
  return events.map(({ organizationId, type, occurredAt }) => {
    const owed = new Set<number>();
    for (const pattern of patternsMatching(type)) {
      for (const subscription of byPattern.get(`${organizationId}:${pattern}`) ?? []) {
        if (held(subscription, occurredAt)) owed.add(subscription.webhookId);
      }
    }
    return [...owed].sort((a, b) => a - b);
  });
}
