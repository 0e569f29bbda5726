import { ApiProperty } from '@nestjs/swagger';
import { type Verifier, VERIFIERS } from '../secrets/webhook-secret';
import { WebhookResponse } from './webhook.response';

/** A new webhook with its secret, which is shown this once. */
export class CreatedWebhookResponse extends WebhookResponse {
  secret: string;
  /**
   * Who accepts requests when given this very secret: `guide`, code written by the user guide; `standard`, the Standard
   * Webhooks libraries, which need one that is base64.
   */
  @ApiProperty({ enum: VERIFIERS, isArray: true })
  verifiers: Verifier[];
}
