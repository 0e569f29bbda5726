import { CLOCK_TOLERANCE_MS, matchSubscriptions } from './match-subscriptions';

const T = 1_000_000;
const event = (type: string, occurredAt = T, organizationId = 1) => ({ organizationId, type, occurredAt });
const subscription = (
  webhookId: number,
  pattern: string,
  { sinceAt = 0, untilAt = null as number | null, organizationId = 1 } = {},
) => ({ webhookId, pattern, sinceAt, untilAt, organizationId });

describe('matchSubscriptions', () => {
  it('matches exact types, wildcards of a source and everything, and nothing else', () => {
    const subscriptions = [
      subscription(1, 'resume.uploaded'),
      subscription(2, 'resume.*'),
      subscription(3, '*'),
      subscription(4, 'resume.parse_failed'),
      subscription(5, 'interview.*'),
    ];
    expect(matchSubscriptions([event('resume.uploaded')], subscriptions)).toEqual([[1, 2, 3]]);
    expect(matchSubscriptions([event('interview.cancelled')], subscriptions)).toEqual([[3, 5]]);
  });

  it('owes an event once to a webhook that several of its patterns match', () => {
    const subscriptions = ['*', 'resume.*', 'resume.uploaded'].map((pattern) => subscription(7, pattern));
    expect(matchSubscriptions([event('resume.uploaded')], subscriptions)).toEqual([[7]]);
  });

  it('keeps organizations apart', () => {
    const subscriptions = [subscription(1, '*'), subscription(2, '*', { organizationId: 2 })];
    const events = [event('resume.uploaded'), event('resume.uploaded', T, 2), event('resume.uploaded', T, 3)];
    expect(matchSubscriptions(events, subscriptions)).toEqual([[1], [2], []]);
  });

  it('answers ascending ids, event by event', () => {
    const subscriptions = [subscription(30, '*'), subscription(4, 'resume.*'), subscription(12, '*')];
    const events = [event('system.error'), event('resume.uploaded')];
    expect(matchSubscriptions(events, subscriptions)).toEqual([
      [12, 30],
      [4, 12, 30],
    ]);
  });

  it('counts what happened while the subscription held, however late it is asked', () => {
    const subscriptions = [subscription(1, '*', { sinceAt: T, untilAt: T + 5_000 })];
    const owedAt = (time: number) => matchSubscriptions([event('system.error', time)], subscriptions)[0].length === 1;
    expect(owedAt(T)).toBe(true);
    expect(owedAt(T + 4_999)).toBe(true);
    expect(owedAt(T + 5_000)).toBe(false);
    expect(owedAt(T - CLOCK_TOLERANCE_MS)).toBe(true);
    expect(owedAt(T - CLOCK_TOLERANCE_MS - 1)).toBe(false);
  });
});
