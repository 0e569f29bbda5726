import { ApiPropertyOptional } from '@nestjs/swagger';
import { type Verifier, VERIFIERS } from '../secrets/webhook-secret';
import { WebhookResponse } from './webhook.response';

/** A webhook after a change. */
export class UpdatedWebhookResponse extends WebhookResponse {
  /** Where the secret was replaced: who accepts requests when given this very secret. */
  @ApiPropertyOptional({ enum: VERIFIERS, isArray: true })
  verifiers?: Verifier[];
}
