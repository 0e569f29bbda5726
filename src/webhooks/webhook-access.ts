import type { AuthenticatedUser } from '../auth';

/** Who may see and steer a webhook: its owner, and the ADMINs of its organization. */
export abstract class WebhookAccess {
  /** @throws AppError `webhook.not_found` where the webhook does not exist, for this user */
  abstract require(user: AuthenticatedUser, webhookId: number): Promise<void>;
}
