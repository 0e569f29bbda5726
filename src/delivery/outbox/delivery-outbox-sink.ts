import { Injectable } from '@nestjs/common';
import { LocalTime } from '../../common';
import { UnitOfWork } from '../../database';
import { type DomainEvent, OutboxSink } from '../../events';
import { writeMessage } from '../signing/message';
import { FanOut } from './fan-out';
import { OutboxRepository } from './outbox.repository';

/** Writes events to the outbox and wakes the fan-out once they are committed. */
@Injectable()
export class DeliveryOutboxSink extends OutboxSink {
  constructor(
    private readonly outbox: OutboxRepository,
    private readonly fanOut: FanOut,
    private readonly unitOfWork: UnitOfWork,
    private readonly localTime: LocalTime,
  ) {
    super();
  }

  async append({ eventId, organizationId, type, occurredAt, data }: DomainEvent): Promise<void> {
    const timestamp = this.localTime.format(occurredAt);
    await this.outbox.append({
      eventId,
      organizationId,
      type,
      occurredAt,
      message: writeMessage({ eventId, eventType: type, timestamp, data }),
    });
    this.unitOfWork.afterCommit(() => this.fanOut.announce());
  }
}
