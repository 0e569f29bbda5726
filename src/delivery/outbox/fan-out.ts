import { Injectable } from '@nestjs/common';
import { Clock, Logger } from '../../common';
import { isUnreachable, UnitOfWork } from '../../database';
import { WebhookDirectory } from '../../webhooks';
import { DeliveryMetrics } from '../delivery-metrics';
import { LaneRepository } from '../lanes/lane.repository';
import { LaneScheduler, OUTBOX } from '../schedulers/lane-scheduler';
import { OutboxRepository } from './outbox.repository';

/** Events of one transaction. */
const BATCH_SIZE = 500;

/** Deliveries of one transaction; an event's own are never split. */
const MAX_DELIVERIES = 10_000;

/** The most by which clocks of several processes are taken to differ, ms. */
const MAX_CLOCK_DIFFERENCE_MS = 2_000;

/** How long a failed fan-out rests before it tries again, ms. */
const REST_AFTER_FAILURE_MS = 1_000;

/**
 * Turns committed events into deliveries: takes outbox rows in batches, matches webhooks, inserts deliveries and moves
 * the rows to the events, in one transaction a batch. A crash leaves either all of a batch or nothing of it.
 */
@Injectable()
export class FanOut {
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = true;

  constructor(
    private readonly outbox: OutboxRepository,
    private readonly lanes: LaneRepository,
    private readonly webhooks: WebhookDirectory,
    private readonly unitOfWork: UnitOfWork,
    private readonly scheduler: LaneScheduler,
    private readonly metrics: DeliveryMetrics,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.stopped = false;
    this.wake();
  }

  /** Finishes the batch at hand. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** Fans out what is in the outbox now. @returns true where it was stopped and left something */
  async run(): Promise<boolean> {
    this.wake();
    await this.running;
    return this.stopped;
  }

  /** Something was committed to the outbox by this process, which may be one that does not fan out. */
  announce(): void {
    if (this.stopped) this.scheduler.wake([OUTBOX]);
    else this.wake();
  }

  /** There may be something in the outbox. Returns at once; never lost: a wake during a batch causes another one. */
  wake(): void {
    if (this.stopped) return;
    this.again = true;
    this.running ??= this.work().finally(() => {
      this.running = null;
      // Woken between the last look at `again` and this line.
      if (this.again) this.wake();
    });
  }

  private async work(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        while (!this.stopped && (await this.runBatch()));
      } catch (error) {
        if (isUnreachable(error)) this.logger.caution({}, 'fan-out waits for the database');
        else this.logger.failure(error, {}, 'fan-out failed and will be tried again');
        this.clock.after(REST_AFTER_FAILURE_MS, () => this.wake());
      }
    }
  }

  /** @returns true where there may be more */
  private async runBatch(): Promise<boolean> {
    if (!(await this.outbox.hasWaiting())) return false;
    const { lanes, events, more } = await this.unitOfWork.run(() => this.moveBatch());
    this.metrics.eventsFannedOut(events);
    this.scheduler.wake(lanes);
    return more;
  }

  private async moveBatch(): Promise<{ lanes: number[]; events: number; more: boolean }> {
    const position = await this.outbox.lockPosition();
    const waiting = await this.outbox.oldestWaiting(BATCH_SIZE);
    if (waiting.length === 0) return { lanes: [], events: 0, more: false };
    const subscribers = await this.webhooks.subscribersOf(waiting);

    const deliveries: { webhookId: number; eventId: number; eventType: string }[] = [];
    const moved: number[] = [];
    for (const [index, event] of waiting.entries()) {
      if (moved.length > 0 && deliveries.length + subscribers[index].length > MAX_DELIVERIES) break;
      moved.push(event.id);
      const eventId = position.lastEventId + moved.length;
      for (const webhookId of subscribers[index]) deliveries.push({ webhookId, eventId, eventType: event.type });
    }

    const now = this.timeOfBatch(position.lastFanOutAt);
    await this.outbox.moveToEvents(moved, position.lastEventId + 1);
    const { existing, awake } = await this.lanes.announceWork(
      [...new Set(deliveries.map((row) => row.webhookId))],
      now,
    );
    await this.outbox.insertDeliveries(
      deliveries.filter((row) => existing.has(row.webhookId)),
      now,
    );
    await this.outbox.savePosition({ lastEventId: position.lastEventId + moved.length, lastFanOutAt: now });
    return { lanes: awake, events: moved.length, more: moved.length < waiting.length || waiting.length === BATCH_SIZE };
  }

  /**
   * Deliveries of a lane stand in the order of these times, so they must not go back from one process to another; but a
   * clock that was set back must not make deliveries wait until it has caught up.
   */
  private timeOfBatch(lastFanOutAt: number): number {
    const now = this.clock.now();
    return lastFanOutAt > now && lastFanOutAt - now <= MAX_CLOCK_DIFFERENCE_MS ? lastFanOutAt : now;
  }
}
