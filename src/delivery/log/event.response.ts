/** An event as its webhooks get it, without the signature. */
export class EventResponse {
  eventId: string;
  eventType: string;
  timestamp: string;
  version: string;
  data: unknown;
}
