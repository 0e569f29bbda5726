import type { EventType } from './catalogue/catalogue';

/** An event that is about to be committed together with the change that it reports. */
export interface DomainEvent {
  /** Public id, UUID. */
  readonly eventId: string;
  readonly organizationId: number;
  readonly type: EventType;
  /** When it happened, ms since the epoch. */
  readonly occurredAt: number;
  /** `data` as minified JSON: written once, never again parsed or reordered. */
  readonly data: string;
}

/** Name under which the event emitter carries domain events. */
export const DOMAIN_EVENT = 'domain-event';
