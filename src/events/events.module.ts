import { Global, Module } from '@nestjs/common';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { DomainEvents } from './domain-events';
import { OutboxBridge } from './outbox-bridge';

/** Bridges the facts that the ATS states to the outbox. Needs an {@link OutboxSink} from a global module. */
@Global()
@Module({
  imports: [EventEmitterModule.forRoot({ global: false })],
  providers: [DomainEvents, OutboxBridge],
  exports: [DomainEvents],
})
export class EventsModule {}
