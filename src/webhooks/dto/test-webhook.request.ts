import { IsIn } from 'class-validator';
import { EVENT_TYPES, type EventType } from '../../events';
import { IfGiven } from './webhook-fields';

export class TestWebhookRequest {
  /** Whose example is sent. Left out: the first exact type that the webhook subscribes to. */
  @IfGiven()
  @IsIn(EVENT_TYPES, { message: 'must be one of the event types that GET /event-types lists' })
  eventType?: EventType;
}
