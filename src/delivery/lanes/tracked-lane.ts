import type { AttemptResult } from '../policy/failure';
import {
  admission,
  afterFailure,
  afterSuccess,
  afterTrialWithoutDelivery,
  type AttemptRole,
  type LaneAdmission,
  type LaneCondition,
  type LanePolicySettings,
} from '../policy/lane-policy';
import type { LoadedLane } from './lane.repository';

/** A change of the lane that is to be written down, unless a person changed the lane since `epoch`. */
export interface LaneChange {
  readonly epoch: number;
  readonly condition: LaneCondition;
}

/** The condition of a lane in the hands of the worker that drains it: ahead of the database by what is not recorded. */
export class TrackedLane {
  private condition: LaneCondition | null = null;
  private epoch = -1;
  private currentPhase = 0;
  private lastStampSecond = 0;
  private lastJitter = 1;
  /** Until when receivers' `Retry-After` of this outage ask for patience, ms since the epoch. */
  private notBefore = 0;

  constructor(private readonly settings: LanePolicySettings) {}

  /** null: the lane is gone. */
  get current(): LaneCondition | null {
    return this.condition;
  }

  /** Grows when state or count change: an attempt that started in an earlier phase sees an outage already counted. */
  get phase(): number {
    return this.currentPhase;
  }

  admission(now: number): LaneAdmission {
    return this.condition ? admission(this.condition, now) : 'none';
  }

  /** Takes over what the database says where a person changed the lane; otherwise what is tracked is newer. */
  load(lane: LoadedLane | null): void {
    if (!lane) this.condition = null;
    else if (lane.epoch !== this.epoch || !this.condition) {
      this.epoch = lane.epoch;
      this.condition = lane.condition;
      this.currentPhase++;
    }
  }

  /**
   * @param role the attempt's when it started
   * @param phase the phase in which it started
   * @returns the change to write down, null where there is none
   */
  conclude(
    result: AttemptResult,
    attempt: { deliveryId: number; role: AttemptRole; phase: number; now: number; jitter: number },
  ): LaneChange | null {
    const { deliveryId, now, jitter, phase } = attempt;
    if (!this.condition) return null;
    if (result.ok) {
      this.notBefore = 0;
      return this.change(afterSuccess(this.condition));
    }
    const role = attempt.role === 'forced' || phase === this.currentPhase ? attempt.role : 'straggler';
    this.lastJitter = jitter;
    this.notBefore = Math.max(this.notBefore, now + (result.retryAfterMs ?? 0));
    const failure = { ...result, retryAfterMs: this.notBefore - now };
    return this.change(afterFailure(this.condition, { now, deliveryId, role, failure, jitter }, this.settings));
  }

  /** Nothing is due that could go alone. @returns the change to write down, null where the lane is not on trial */
  endTrialWithoutDelivery(now: number): LaneChange | null {
    if (this.condition?.state !== 'trial') return null;
    const since = this.condition.lastFailureAt ?? now;
    const retryAfterMs = Math.max(0, this.notBefore - since);
    return this.change(
      afterTrialWithoutDelivery(this.condition, { now, jitter: this.lastJitter, retryAfterMs }, this.settings),
    );
  }

  /** True once a second: the time of the last success is written down that often. */
  isNewSecond(now: number): boolean {
    const second = Math.floor(now / 1000);
    if (second === this.lastStampSecond) return false;
    this.lastStampSecond = second;
    return true;
  }

  private change(next: LaneCondition): LaneChange | null {
    const before = this.condition;
    if (next === before) return null;
    this.condition = next;
    const moved =
      next.state !== before?.state ||
      next.failureCount !== before.failureCount ||
      next.closedUntil !== before.closedUntil;
    if (moved) this.currentPhase++;
    return { epoch: this.epoch, condition: next };
  }
}
