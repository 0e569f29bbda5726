import { Injectable } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth';
import type { Webhook } from './entities/webhook.entity';
import { WebhookAccess } from './webhook-access';
import { webhookNotFound } from './webhooks.errors';
import { WebhooksRepository } from './webhooks.repository';

/** Hands out webhooks to those who may see them. All methods throw AppError `webhook.not_found` to all others. */
@Injectable()
export class WebhookOwnership extends WebhookAccess {
  constructor(private readonly webhooks: WebhooksRepository) {
    super();
  }

  async require(user: AuthenticatedUser, webhookId: number): Promise<void> {
    await this.find(user, webhookId);
  }

  async find(user: AuthenticatedUser, webhookId: number): Promise<Webhook> {
    return this.permit(user, await this.webhooks.find(webhookId));
  }

  /** Inside a unit of work: nobody else changes the webhook until that ends. */
  async findForUpdate(user: AuthenticatedUser, webhookId: number): Promise<Webhook> {
    return this.permit(user, await this.webhooks.findForUpdate(webhookId));
  }

  /** For administration, where an OPERATOR may do what the ADMIN of any organization may. */
  async administerForUpdate(user: AuthenticatedUser, webhookId: number): Promise<Webhook> {
    const webhook = await this.webhooks.findForUpdate(webhookId);
    return user.role === 'OPERATOR' && webhook ? webhook : this.permit(user, webhook);
  }

  private permit(user: AuthenticatedUser, webhook: Webhook | null): Webhook {
    const permitted =
      webhook !== null &&
      webhook.organizationId === user.organizationId &&
      (user.role === 'ADMIN' || webhook.ownerId === user.id);
    if (!permitted) throw webhookNotFound();
    return webhook;
  }
}
