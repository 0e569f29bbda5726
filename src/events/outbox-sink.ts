import type { DomainEvent } from './domain-event';

/** Port: writes an event down inside the caller's unit of work. If it throws, the business change rolls back. */
export abstract class OutboxSink {
  abstract append(event: DomainEvent): Promise<void>;
}
