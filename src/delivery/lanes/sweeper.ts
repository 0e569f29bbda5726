import { Injectable } from '@nestjs/common';
import { Clock, type ClockTimer, Logger } from '../../common';
import { isUnreachable } from '../../database';
import { FanOut } from '../outbox/fan-out';
import { LaneScheduler } from '../schedulers/lane-scheduler';
import { Drainer } from './drainer';
import { type DueLane, LaneRepository } from './lane.repository';

/** The longest time between two sweeps, ms. */
const INTERVAL_MS = 1_000;
/** Lanes that one statement finds; a sweep goes on until it has found them all. */
const PAGE = 1_000;

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
    private readonly drainer: Drainer,
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
    // All of them: those that are busy or limited stay due, and must not hide others behind them.
    let last: DueLane | null = null;
    do {
      const due: DueLane[] = await this.lanes.findDue(now, PAGE, last);
      this.scheduler.wake(due.map((lane) => lane.webhookId).filter((id) => !this.drainer.isDraining(id)));
      last = due.length === PAGE ? due[due.length - 1] : null;
    } while (last && !this.stopped);
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
