import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { DOMAIN_EVENT, type DomainEvent } from './domain-event';
import { OutboxSink } from './outbox-sink';

/** Carries domain events from the emitter to the outbox. The publisher waits for it, and its errors are the publisher's. */
@Injectable()
export class OutboxBridge {
  constructor(private readonly sink: OutboxSink) {}

  @OnEvent(DOMAIN_EVENT, { suppressErrors: false })
  async onDomainEvent(event: DomainEvent): Promise<void> {
    await this.sink.append(event);
  }
}
