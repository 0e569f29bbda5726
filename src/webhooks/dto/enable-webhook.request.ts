import { IsBoolean } from 'class-validator';
import { IfGiven } from './webhook-fields';

export class EnableWebhookRequest {
  /** Cancels what was held while the webhook was disabled, instead of delivering it. */
  @IfGiven()
  @IsBoolean()
  discardHeld?: boolean = false;
}
