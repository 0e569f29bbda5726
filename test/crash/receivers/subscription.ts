import type { ApiClient } from '../business/api-client';
import type { Organization } from '../business/organization';
import type { SeededRandom } from '../seeded-random';
import { type Behaviour, deadForAWhile, flaky, healthy, slow } from './behaviour';
import type { CrashReceiver } from './crash-receiver';

/** One webhook of the run. */
export interface Subscription {
  /** 0, 1, …: also its receiver's number. */
  readonly index: number;
  readonly organization: Organization;
  readonly patterns: readonly string[];
  readonly ordered: boolean;
  readonly behaviour: Behaviour;
}

/** Webhooks of each organization. */
export const WEBHOOKS_PER_ORGANIZATION = 5;

/** Fast, slow, flaky and dead receivers, in strict order and not, for all and for some types. */
export function planSubscriptions(
  organizations: readonly Organization[],
  random: SeededRandom,
  durationMs: number,
): Subscription[] {
  return organizations.flatMap((organization, n) => {
    const odd = n % 2 === 1;
    const plans: Omit<Subscription, 'index' | 'organization'>[] = [
      { patterns: ['*'], ordered: false, behaviour: healthy },
      { patterns: ['*'], ordered: true, behaviour: healthy },
      odd
        ? { patterns: ['interview.*', 'application.submitted'], ordered: true, behaviour: slow(random, 20, 120) }
        : { patterns: ['candidate.*'], ordered: false, behaviour: slow(random, 20, 300) },
      { patterns: ['candidate.*', 'application.*'], ordered: odd, behaviour: flaky(random) },
      {
        patterns: ['application.*', 'interview.scheduled'],
        ordered: !odd,
        behaviour: deadForAWhile(random, durationMs),
      },
    ];
    return plans.map((plan, m) => ({ ...plan, organization, index: n * WEBHOOKS_PER_ORGANIZATION + m }));
  });
}

/** Creates the webhook and hands its secret to the receiver. @returns the product's id of it */
export async function subscribe(
  { organization, patterns, ordered, behaviour }: Subscription,
  receiver: CrashReceiver,
  api: ApiClient,
): Promise<number> {
  const webhook = await api.data<{ id: number; secret: string }>('POST', '/webhooks', organization.token, {
    url: receiver.url,
    events: patterns,
    description: `${behaviour.name}${ordered ? ', in order' : ''}`,
    ordered,
  });
  receiver.secret = webhook.secret;
  return webhook.id;
}

export const wants = ({ patterns }: Pick<Subscription, 'patterns'>, eventType: string): boolean =>
  patterns.some((pattern) => pattern === '*' || pattern === eventType || pattern === `${eventType.split('.')[0]}.*`);
