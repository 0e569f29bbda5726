import type { AttemptFailure } from './failure';
import {
  admission,
  afterFailure,
  afterSuccess,
  afterTrialWithoutDelivery,
  type AttemptRole,
  type LaneCondition,
} from './lane-policy';

const S = 1_000;
const MIN = 60 * S;
const settings = { delaysMs: [5 * S, 5 * MIN, 30 * MIN, 120 * MIN], disableAfter: 5 };
const open: LaneCondition = {
  state: 'open',
  failureCount: 0,
  closedUntil: null,
  lastFailedDeliveryId: null,
  lastFailureAt: null,
  disabledReason: null,
  disabledAt: null,
};
const http500: AttemptFailure = {
  ok: false,
  failure: 'http_5xx',
  error: 'The receiver answered HTTP 500.',
  retryAfterMs: null,
  gone: false,
};

const fail = (
  lane: LaneCondition,
  role: AttemptRole,
  now: number,
  { deliveryId = 1, jitter = 1, failure = http500 } = {},
) => afterFailure(lane, { now, deliveryId, role, failure, jitter }, settings);

describe('lane policy', () => {
  it('puts an open lane on trial at its first failure', () => {
    const lane = fail(open, 'regular', 0, { deliveryId: 7 });
    expect(lane).toMatchObject({ state: 'trial', failureCount: 1, lastFailedDeliveryId: 7, lastFailureAt: 0 });
    expect(admission(lane, 0)).toBe('one');
  });

  it('opens again with count 0 when the trial succeeds', () => {
    expect(afterSuccess(fail(open, 'regular', 0))).toMatchObject({ state: 'open', failureCount: 0, closedUntil: null });
  });

  it('closes for the first delay when the trial fails too, without counting it', () => {
    const lane = fail(fail(open, 'regular', 0), 'trial', 10);
    expect(lane).toMatchObject({ state: 'closed', failureCount: 1, closedUntil: 10 + 5 * S });
    expect(admission(lane, 5 * S)).toBe('none');
    expect(admission(lane, 10 + 5 * S)).toBe('one');
  });

  it('closes for the first delay, counted from the failure, when there is nothing to try', () => {
    const lane = afterTrialWithoutDelivery(
      fail(open, 'regular', 100),
      { now: 180, jitter: 0.9, retryAfterMs: 0 },
      settings,
    );
    expect(lane).toMatchObject({ state: 'closed', failureCount: 1, closedUntil: 100 + 4.5 * S });
  });

  it('asks a dead receiver again after 5 s, 5 min, 30 min and 2 h and then disables', () => {
    let lane = fail(fail(open, 'regular', 0), 'trial', 0);
    const askedAt: number[] = [];
    while (lane.state === 'closed') {
      askedAt.push(lane.closedUntil!);
      lane = fail(lane, 'trial', lane.closedUntil!);
    }
    const gaps = askedAt.map((at, index) => at - (askedAt[index - 1] ?? 0));
    expect(gaps).toEqual(settings.delaysMs);
    expect(lane).toMatchObject({
      state: 'disabled',
      failureCount: 5,
      disabledAt: askedAt[3],
      disabledReason: '5 consecutive failures; the last one: The receiver answered HTTP 500.',
    });
    expect(admission(lane, Number.MAX_SAFE_INTEGER)).toBe('none');
  });

  it('does not count requests that were under way when a failure was counted', () => {
    const trial = fail(open, 'regular', 0);
    for (const lane of [trial, fail(trial, 'trial', 1), { ...open }]) {
      const after = fail(lane, 'straggler', 9, { deliveryId: 99 });
      expect(after).toEqual({ ...lane, lastFailureAt: 9 });
    }
  });

  it('opens at any success, also of a request that was under way', () => {
    expect(afterSuccess(fail(fail(open, 'regular', 0), 'trial', 0))).toMatchObject({ state: 'open', failureCount: 0 });
  });

  it('keeps a disabled lane disabled, whatever succeeds', () => {
    const disabled: LaneCondition = { ...open, state: 'disabled', failureCount: 5, disabledReason: 'x', disabledAt: 1 };
    expect(afterSuccess(disabled)).toEqual({ ...disabled, failureCount: 0 });
    expect(fail(disabled, 'forced', 5)).toBe(disabled);
  });

  it('does not count a forced attempt through a closed lane', () => {
    const closed = fail(fail(open, 'regular', 0), 'trial', 0);
    expect(fail(closed, 'forced', 1)).toEqual({ ...closed, lastFailureAt: 1 });
  });

  it('disables at once on 410 Gone', () => {
    const gone = { ...http500, failure: 'http_4xx' as const, gone: true };
    expect(fail(open, 'regular', 3, { failure: gone })).toMatchObject({ state: 'disabled', disabledAt: 3 });
  });

  it('closes for longer where the receiver asks for it, never for less', () => {
    const trial = fail(open, 'regular', 0);
    const after = (retryAfterMs: number) =>
      fail(trial, 'trial', 0, { failure: { ...http500, retryAfterMs } }).closedUntil;
    expect(after(60 * S)).toBe(60 * S);
    expect(after(S)).toBe(5 * S);
  });

  it('applies the jitter to each delay', () => {
    expect(fail(fail(open, 'regular', 0), 'trial', 0, { jitter: 1.2 }).closedUntil).toBe(6 * S);
  });

  it('disables at the first failure where one is enough', () => {
    const context = { now: 1, deliveryId: 1, role: 'regular' as const, failure: http500, jitter: 1 };
    expect(afterFailure(open, context, { ...settings, disableAfter: 1 }).state).toBe('disabled');
  });
});
