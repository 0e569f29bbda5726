import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { Ajv } from 'ajv';
import { Clock, newId } from '../common';
import { UnitOfWork } from '../database';
import { EVENT_CATALOGUE, type EventPayloads, type EventType } from './catalogue/catalogue';
import { DOMAIN_EVENT, type DomainEvent } from './domain-event';
import { noOutbox, payloadRejected, payloadTooLarge, publishedOutsideUnitOfWork } from './events.errors';
import { MAX_PAYLOAD_BYTES, serializePayload, UnportableDataError } from './serialize-payload';

const ajv = new Ajv({ strict: true, allErrors: false });
const VALIDATORS = new Map(EVENT_CATALOGUE.map(({ code, schema }) => [code, ajv.compile(schema)]));

/** How the ATS states facts. Knows nothing of who listens. */
@Injectable()
export class DomainEvents {
  constructor(
    private readonly emitter: EventEmitter2,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * States that something happened, in the same transaction as the change itself: the event exists if and only if
   * the change is committed.
   * @returns the event's public id
   * @throws AppError `event.outside_unit_of_work`, `event.payload_rejected` (a defect), `event.payload_too_large`; the
   *   unit of work must then fail as a whole
   */
  async publish<T extends EventType>(organizationId: number, type: T, payload: EventPayloads[T]): Promise<string> {
    if (!this.unitOfWork.isActive) throw publishedOutsideUnitOfWork(type);
    if (this.emitter.listenerCount(DOMAIN_EVENT) === 0) throw noOutbox();
    const event: DomainEvent = {
      eventId: newId(),
      organizationId,
      type,
      occurredAt: this.clock.now(),
      data: this.serialize(type, payload),
    };
    await this.emitter.emitAsync(DOMAIN_EVENT, event);
    return event.eventId;
  }

  private serialize(type: EventType, payload: unknown): string {
    const validate = VALIDATORS.get(type);
    if (!validate) throw payloadRejected(type, 'is not in the catalogue');
    if (!validate(payload)) throw payloadRejected(type, ajv.errorsText(validate.errors, { dataVar: 'data' }));
    try {
      const data = serializePayload(payload);
      const bytes = Buffer.byteLength(data);
      if (bytes > MAX_PAYLOAD_BYTES) throw payloadTooLarge(type, bytes, MAX_PAYLOAD_BYTES);
      return data;
    } catch (error) {
      if (error instanceof UnportableDataError) throw payloadRejected(type, error.message);
      throw error;
    }
  }
}
