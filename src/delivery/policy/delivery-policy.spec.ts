import { JITTER, jitterFactor, MAX_RETRY_AFTER_MS, parseRetryAfter } from './delays';
import { decideDelivery } from './delivery-policy';
import type { AttemptFailure } from './failure';

const failure: AttemptFailure = {
  ok: false,
  failure: 'timeout',
  error: 'No response.',
  retryAfterMs: null,
  gone: false,
};
const delaysMs = [5_000, 300_000];
const context = { now: 1_000, delaysMs, jitter: 1, disabledWebhook: false };
const delivery = (attemptCount: number, attemptLimit: number | null = null) => ({ attemptCount, attemptLimit });

describe('decideDelivery', () => {
  it.each([
    ['a success', delivery(0), { ok: true } as const, {}, { status: 'succeeded' }],
    ['the first failure', delivery(0), failure, {}, { status: 'pending', nextAttemptAt: 6_000 }],
    ['the second failure', delivery(1), failure, {}, { status: 'pending', nextAttemptAt: 301_000 }],
    ['the last failure', delivery(2), failure, {}, { status: 'failed' }],
    ['jitter', delivery(0), failure, { jitter: 0.8 }, { status: 'pending', nextAttemptAt: 5_000 }],
    [
      'Retry-After that postpones',
      delivery(0),
      { ...failure, retryAfterMs: 60_000 },
      {},
      { status: 'pending', nextAttemptAt: 61_000 },
    ],
    [
      'Retry-After that would hasten',
      delivery(1),
      { ...failure, retryAfterMs: 1_000 },
      {},
      { status: 'pending', nextAttemptAt: 301_000 },
    ],
    ['a limit of its own', delivery(0, 1), failure, {}, { status: 'failed' }],
    [
      'a last failure that disabled the webhook',
      delivery(2),
      failure,
      { disabledWebhook: true },
      { status: 'pending', nextAttemptAt: 301_000, attemptLimit: 4 },
    ],
  ])('after %s', (_name, before, result, overrides, expected) => {
    expect(decideDelivery(before, result, { ...context, ...overrides })).toEqual(expected);
  });
});

describe('jitterFactor', () => {
  it('spreads delays by 20 % to both sides', () => {
    expect(jitterFactor(0)).toBeCloseTo(1 - JITTER);
    expect(jitterFactor(0.5)).toBeCloseTo(1);
    expect(jitterFactor(0.999999)).toBeCloseTo(1 + JITTER, 4);
  });
});

describe('parseRetryAfter', () => {
  const now = Date.UTC(2026, 1, 20, 16, 0, 0);
  it.each([
    [undefined, null],
    ['', null],
    ['soon', null],
    ['-5', null],
    ['2026-02-20T17:00:00Z', null],
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['99999999999', MAX_RETRY_AFTER_MS],
    ['Fri, 20 Feb 2026 16:01:30 GMT', 90_000],
    ['Friday, 20-Feb-26 16:01:30 GMT', 90_000],
    ['Fri Feb 20 16:01:30 2026', 90_000],
    ['Fri, 20 Feb 2026 15:00:00 GMT', 0],
    ['Fri, 20 Feb 2032 15:00:00 GMT', MAX_RETRY_AFTER_MS],
  ])('reads %p as %p ms', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });
});
