import { WebhookResponse } from './webhook.response';

/** A webhook as administrators see it. */
export class AdminWebhookResponse extends WebhookResponse {
  organizationId: number;
  /** The user who created it. */
  ownerId: number;
}
