import { jitterFactor } from '../policy/delays';
import { decideDelivery } from '../policy/delivery-policy';
import type { AttemptRole } from '../policy/lane-policy';
import type { Outcome } from '../recording/recorder';
import type { SendReport } from '../sending/sender';
import { describeDecision } from './attempt-wording';
import type { ClaimedDelivery } from './claimer';
import type { DrainContext } from './drain-context';
import type { PreparedRequest } from './prepared-request';
import type { TrackedLane } from './tracked-lane';

/** An attempt that is over. */
export interface EndedAttempt {
  readonly delivery: ClaimedDelivery;
  readonly prepared: PreparedRequest;
  readonly report: SendReport;
  /** What it was when it started, and the lane's phase then. */
  readonly role: AttemptRole;
  readonly phase: number;
  /** The webhook wants strict order. */
  readonly ordered: boolean;
}

/** Asks the policies what becomes of the lane and of the delivery. The lane is changed, the delivery is to be recorded. */
export function concludeAttempt(
  { delivery, prepared, report, role, phase, ordered }: EndedAttempt,
  lane: TrackedLane,
  { clock, settings, random }: DrainContext,
): Omit<Outcome, 'recorded'> {
  const now = clock.now();
  const { result } = report;
  const jitter = jitterFactor(random());
  const before = lane.current?.state;
  const change = lane.conclude(result, { deliveryId: delivery.id, role, phase, now, jitter });
  const disabledWebhook = before !== 'disabled' && lane.current?.state === 'disabled';
  const decided = decideDelivery(delivery, result, { now, delaysMs: settings.delaysMs, jitter, disabledWebhook });
  return {
    webhookId: delivery.webhookId,
    deliveryId: delivery.id,
    forced: role === 'forced',
    attempt: prepared.toAttempt(report, describeDecision(decided, lane.current, now), decided),
    // In an ordered lane a delivery keeps its place: what delays it is the lane's closing.
    decision: ordered && decided.status === 'pending' ? { ...decided, nextAttemptAt: delivery.createdAt } : decided,
    attemptLimit: delivery.attemptLimit,
    lane: change,
    stampSuccess: result.ok && lane.isNewSecond(now),
  };
}
