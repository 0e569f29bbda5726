import { delayAfter } from './delays';
import type { AttemptResult } from './failure';

/** A delivery as far as the decision needs it. */
export interface AttemptedDelivery {
  /** Attempts recorded before this one. */
  readonly attemptCount: number;
  /** Attempts allowed in all; null: one more than there are delays. */
  readonly attemptLimit: number | null;
}

export type DeliveryDecision =
  | { readonly status: 'succeeded' }
  | { readonly status: 'failed' }
  | {
      readonly status: 'pending';
      /** ms since the epoch. */
      readonly nextAttemptAt: number;
      /** Set where the delivery was granted one attempt more than it had. */
      readonly attemptLimit?: number;
    };

export interface DeliveryDecisionContext {
  readonly now: number;
  readonly delaysMs: readonly number[];
  /** Factor on the delay. */
  readonly jitter: number;
  /** This very failure disabled the webhook. */
  readonly disabledWebhook: boolean;
}

/** What becomes of a delivery after an attempt. */
export function decideDelivery(
  delivery: AttemptedDelivery,
  result: AttemptResult,
  { now, delaysMs, jitter, disabledWebhook }: DeliveryDecisionContext,
): DeliveryDecision {
  if (result.ok) return { status: 'succeeded' };
  const attempts = delivery.attemptCount + 1;
  const nextAttemptAt = now + Math.max(Math.round(delayAfter(attempts, delaysMs) * jitter), result.retryAfterMs ?? 0);
  if (attempts < (delivery.attemptLimit ?? delaysMs.length + 1)) return { status: 'pending', nextAttemptAt };
  // The webhook's end must not be the delivery's: it is held, and enabling gives it one more attempt.
  return disabledWebhook ? { status: 'pending', nextAttemptAt, attemptLimit: attempts + 1 } : { status: 'failed' };
}
