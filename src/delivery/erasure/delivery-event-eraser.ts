import { Injectable } from '@nestjs/common';
import { Clock } from '../../common';
import { UnitOfWork } from '../../database';
import { type ErasedBatch, EventEraser, type PersonScope } from '../../events';
import { Drainer } from '../lanes/drainer';
import { EventContents } from '../outbox/event-contents';
import { OutboxRepository } from '../outbox/outbox.repository';
import { AttemptRepository } from '../recording/attempt.repository';
import { ErasureRepository } from './erasure.repository';

/**
 * Walks over the organization's events in batches: an index of persons would cost every event something, so that a rare
 * erasure is faster.
 */
@Injectable()
export class DeliveryEventEraser extends EventEraser {
  constructor(
    private readonly repository: ErasureRepository,
    private readonly outbox: OutboxRepository,
    private readonly attempts: AttemptRepository,
    private readonly contents: EventContents,
    private readonly drainer: Drainer,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {
    super();
  }

  async erase(scope: PersonScope, from: number, record: (batch: ErasedBatch) => Promise<void>): Promise<void> {
    const upTo = await this.takeOutOfOutbox(scope);
    for (let after = from; after < upTo;) {
      const position = (await this.repository.endOfPage(scope.organizationId, after, upTo)) ?? upTo;
      const ids = await this.repository.findEvents(scope, after, position);
      await this.unitOfWork.run(async () =>
        record({ ...(await this.eraseEvents(ids, scope.organizationId)), position }),
      );
      after = position;
    }
  }

  /**
   * Waiting events of the person become events without deliveries. While this holds the fan-out's lock, no event is on
   * its way between the two tables.
   * @returns the last event that may tell of the person
   */
  private takeOutOfOutbox(scope: PersonScope): Promise<number> {
    return this.unitOfWork.run(async () => {
      const position = await this.outbox.lockPosition();
      const waiting = await this.repository.findWaiting(scope);
      if (waiting.length === 0) return position.lastEventId;
      await this.outbox.moveToEvents(waiting, position.lastEventId + 1);
      const lastEventId = position.lastEventId + waiting.length;
      await this.outbox.savePosition({ ...position, lastEventId });
      return lastEventId;
    });
  }

  private async eraseEvents(ids: readonly number[], organizationId: number): Promise<Omit<ErasedBatch, 'position'>> {
    const now = this.clock.now();
    const events = await this.repository.replaceData(ids, now);
    const deliveries = await this.repository.lockDeliveries(organizationId, events);
    const pending = deliveries.filter((delivery) => delivery.isPending);
    await this.repository.cancel(
      pending.map(({ id }) => id),
      now,
    );
    const attempts = await this.attempts.erase(deliveries.map(({ id }) => id));
    this.unitOfWork.afterCommit(() => {
      this.contents.forget(ids);
      for (const webhookId of new Set(pending.map((delivery) => delivery.webhookId)))
        this.drainer.invalidate(webhookId);
    });
    return { events: events.length, deliveries: deliveries.length, cancelled: pending.length, attempts };
  }
}
