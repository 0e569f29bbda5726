import { Injectable } from '@nestjs/common';
import { Clock, type ClockTimer, Logger } from '../../common';
import { isUnreachable } from '../../database';
import { FanOut } from '../outbox/fan-out';
import { LaneScheduler } from '../schedulers/lane-scheduler';
import { LaneRepository } from './lane.repository';

/** The longest time between two sweeps, ms. */
const INTERVAL_MS = 1_000;
/** Lanes that one sweep wakes. */
const MAX_LANES = 1_000;

/**
 * Finds what is due and nobody works on: outbox rows and lanes. It is how retries and reopening lanes get going, and it
 * repairs any wake-up that was lost.
 */
@Injectable()
export class Sweeper {
  private timer: ClockTimer | null = null;
  private sweeping: Promise<void> | null = null;
  private stopped = true;

  constructor(
    private readonly lanes: LaneRepository,
    private readonly fanOut: FanOut,
    private readonly scheduler: LaneScheduler,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.stopped = false;
    this.sweepAndPlan();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.timer?.cancel();
    await this.sweeping;
  }

  /** @returns when the next sweep is due, ms from now: sooner than usual where a lane has work sooner */
  async sweep(): Promise<number> {
    this.fanOut.wake();
    const now = this.clock.now();
    const due = await this.lanes.findDue(now, MAX_LANES);
    this.scheduler.wake(due);
    if (due.length === MAX_LANES) return 50;
    const next = await this.lanes.nextDueAfter(now);
    return next === null ? INTERVAL_MS : Math.min(INTERVAL_MS, Math.max(next - now, 1));
  }

  private sweepAndPlan(): void {
    this.sweeping = this.sweep()
      .catch((error: unknown) => {
        if (isUnreachable(error)) this.logger.caution({}, 'the sweeper waits for the database');
        else this.logger.failure(error, {}, 'a sweep failed and will be tried again');
        return INTERVAL_MS;
      })
      .then((delayMs) => {
        if (!this.stopped) this.timer = this.clock.after(delayMs, () => this.sweepAndPlan());
      });
  }
}
