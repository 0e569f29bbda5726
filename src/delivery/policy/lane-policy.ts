import type { LaneState } from '../../webhooks';
import { delayAfter } from './delays';
import type { AttemptFailure } from './failure';

/** The part of a lane that attempts change. Immutable: each function answers a new one. Times in ms. */
export interface LaneCondition {
  readonly state: LaneState;
  /** Consecutive failures, outages counted once. */
  readonly failureCount: number;
  /** While closed: when it reopens; a closed lane whose time has come is on trial until an attempt decides. */
  readonly closedUntil: number | null;
  readonly lastFailedDeliveryId: number | null;
  readonly lastFailureAt: number | null;
  readonly disabledReason: string | null;
  readonly disabledAt: number | null;
}

export interface LanePolicySettings {
  readonly delaysMs: readonly number[];
  readonly disableAfter: number;
}

/**
 * - `regular`: sent while the lane was open, and no failure has been counted since
 * - `trial`: the one delivery that goes alone
 * - `straggler`: was under way when a failure was counted, so it sees the same outage
 * - `forced`: a person asked for it, whatever the lane's state
 */
export type AttemptRole = 'regular' | 'trial' | 'straggler' | 'forced';

/** Who may go next. */
export type LaneAdmission = 'all' | 'one' | 'none';

/** What the lane lets through at `now`. */
export function admission(lane: LaneCondition, now: number): LaneAdmission {
  switch (lane.state) {
    case 'open':
      return 'all';
    case 'trial':
      return 'one';
    case 'closed':
      return lane.closedUntil !== null && lane.closedUntil > now ? 'none' : 'one';
    case 'disabled':
      return 'none';
  }
}

/** Any success proves the receiver alive: count 0, open; only a person reopens a disabled lane. */
export function afterSuccess(lane: LaneCondition): LaneCondition {
  if (lane.state === 'disabled') return lane.failureCount === 0 ? lane : { ...lane, failureCount: 0 };
  if (lane.state === 'open' && lane.failureCount === 0) return lane;
  return { ...lane, state: 'open', failureCount: 0, closedUntil: null };
}

export interface FailureContext {
  readonly now: number;
  readonly deliveryId: number;
  readonly role: AttemptRole;
  readonly failure: AttemptFailure;
  /** Factor on the delay. */
  readonly jitter: number;
}

/** What a failed attempt does to the lane. */
export function afterFailure(
  lane: LaneCondition,
  context: FailureContext,
  settings: LanePolicySettings,
): LaneCondition {
  const { now, deliveryId, role, failure } = context;
  if (lane.state === 'disabled') return lane;
  const seen = { ...lane, lastFailureAt: now };
  if (failure.gone) return disable(seen, 'The receiver answered 410 Gone: it wants no more requests.', now);
  if (role === 'straggler' || (role === 'forced' && admission(lane, now) !== 'all')) return seen;
  const failed = { ...seen, lastFailedDeliveryId: deliveryId };
  if (lane.state === 'open') return countFailure({ ...failed, state: 'trial', failureCount: 1 }, context, settings);
  // The trial that follows a failure at once is the same outage; the one after a closed time is a new failure.
  if (lane.state === 'trial') return close(failed, context, settings);
  return countFailure(close({ ...failed, failureCount: lane.failureCount + 1 }, context, settings), context, settings);
}

/** A lane is on trial but nothing else is due that could go: it closes as if the trial had failed with the first. */
export function afterTrialWithoutDelivery(
  lane: LaneCondition,
  { now, jitter, retryAfterMs }: { now: number; jitter: number; retryAfterMs: number },
  settings: LanePolicySettings,
): LaneCondition {
  const delay = Math.round(delayAfter(lane.failureCount, settings.delaysMs) * jitter);
  return { ...lane, state: 'closed', closedUntil: (lane.lastFailureAt ?? now) + Math.max(delay, retryAfterMs) };
}

function countFailure(lane: LaneCondition, context: FailureContext, settings: LanePolicySettings): LaneCondition {
  if (lane.failureCount < settings.disableAfter) return lane;
  return disable(
    lane,
    `${lane.failureCount} consecutive failures; the last one: ${context.failure.error}`,
    context.now,
  );
}

function close(lane: LaneCondition, context: FailureContext, settings: LanePolicySettings): LaneCondition {
  const delay = Math.round(delayAfter(lane.failureCount, settings.delaysMs) * context.jitter);
  return {
    ...lane,
    state: 'closed',
    closedUntil: context.now + Math.max(delay, context.failure.retryAfterMs ?? 0),
  };
}

function disable(lane: LaneCondition, reason: string, now: number): LaneCondition {
  return { ...lane, state: 'disabled', closedUntil: null, disabledReason: reason.slice(0, 300), disabledAt: now };
}
