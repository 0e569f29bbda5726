import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock, type ClockTimer, Logger } from '../../common';
import { AppConfig } from '../../config';
import { isUnreachable, UnitOfWork } from '../../database';
import { DeliveryMetrics } from '../delivery-metrics';
import { RetentionRepository } from './retention.repository';

const DAY_MS = 86_400_000;
const INTERVAL_MS = 3_600_000;
/** Rows that one transaction removes. */
const BATCH_SIZE = 500;
/** Between two batches, so that delivery always finds the database free, ms. */
const REST_MS = 20;

/**
 * Removes deliveries with their attempts, and events, older than `RETENTION_DAYS`. What still has to be delivered stays;
 * what a disabled webhook has held for that long does not. In batches, so that a crash leaves nothing half-done and
 * delivery is never blocked. Several processes may do it at once.
 */
@Injectable()
export class Retention {
  private timer: ClockTimer | null = null;
  private running: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly repository: RetentionRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
    private readonly metrics: DeliveryMetrics,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.plan();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.timer?.cancel();
    await this.running;
  }

  /** One pass over all that is old enough. */
  async removeOld(): Promise<void> {
    const before = this.clock.now() - this.config.retentionDays * DAY_MS;
    const oldestOwedEvent = await this.removeDeliveries(before);
    await this.removeEvents(before, oldestOwedEvent);
  }

  private plan(): void {
    this.timer = this.clock.after(INTERVAL_MS, () => {
      this.running = this.removeOld()
        .catch((error: unknown) => {
          if (isUnreachable(error)) this.logger.caution({}, 'retention waits for the database');
          else this.logger.failure(error, {}, 'removing old rows failed and will be tried again');
        })
        .finally(() => {
          this.running = null;
          if (!this.stopping) this.plan();
        });
    });
  }

  /** @returns the oldest event that a delivery still needs; null: none of those looked at */
  private async removeDeliveries(before: number): Promise<number | null> {
    let oldestOwedEvent: number | null = null;
    for (let lastId = 0; !this.stopping;) {
      const rows = await this.repository.deliveriesAfter(lastId, BATCH_SIZE);
      const old = rows.filter((row) => row.createdAt < before);
      for (const { owed, eventId } of old) {
        if (owed && (oldestOwedEvent === null || eventId < oldestOwedEvent)) oldestOwedEvent = eventId;
      }
      const removable = old.filter((row) => !row.owed).map((row) => row.id);
      if (removable.length > 0) {
        await this.unitOfWork.run(() => this.repository.removeDeliveries(removable));
        this.metrics.rowsRemoved('deliveries', removable.length);
        await delay(REST_MS);
      }
      // Ids grow with age: behind the first young row there are only young ones.
      if (old.length < BATCH_SIZE) {
        const youngest = rows[old.length];
        return youngest && (oldestOwedEvent === null || youngest.eventId < oldestOwedEvent)
          ? youngest.eventId
          : oldestOwedEvent;
      }
      lastId = rows[rows.length - 1].id;
    }
    return 0;
  }

  private async removeEvents(before: number, upToId: number | null): Promise<void> {
    while (!this.stopping) {
      const ids = await this.repository.eventsBefore(before, upToId, BATCH_SIZE);
      if (ids.length === 0) return;
      await this.unitOfWork.run(() => this.repository.removeEvents(ids));
      this.metrics.rowsRemoved('events', ids.length);
      await delay(REST_MS);
    }
  }
}
