import type { DeliveryDecision } from '../policy/delivery-policy';
import type { LaneCondition } from '../policy/lane-policy';

/** What happens after an attempt, for the people who read the log. At most 300 characters. */
export function describeDecision(decision: DeliveryDecision, lane: LaneCondition | null, now: number): string {
  switch (decision.status) {
    case 'succeeded':
      return 'Delivered.';
    case 'failed':
      return 'No attempts are left. The delivery can be retried by hand.';
    case 'pending': {
      if (lane?.state === 'disabled') return 'The webhook is disabled; the delivery is held until it is enabled.';
      const closedUntil = lane?.state === 'closed' ? (lane.closedUntil ?? 0) : 0;
      const at = Math.max(decision.nextAttemptAt, closedUntil);
      const wait = describeWait(Math.max(0, at - now));
      return closedUntil > decision.nextAttemptAt
        ? `The webhook is paused after repeated failures; the next attempt is due in ${wait}, when it is tried again.`
        : `The next attempt is due in ${wait}.`;
    }
  }
}

function describeWait(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  return `${Math.round(ms / 3_600_000)} h`;
}
