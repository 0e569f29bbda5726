import { Injectable } from '@nestjs/common';
import { AuditLog, type AuthenticatedUser } from '../auth';
import { UnitOfWork } from '../database';
import type { Webhook } from './entities/webhook.entity';
import { Lanes } from './ports/lanes';

/** Enables and disables webhooks, on record. */
@Injectable()
export class WebhookSwitch {
  constructor(
    private readonly lanes: Lanes,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @param find locks the webhook, or throws where the user may not have it */
  async enable(user: AuthenticatedUser, find: () => Promise<Webhook>, discardHeld: boolean): Promise<Webhook> {
    const webhook = await this.unitOfWork.run(async () => {
      const found = await find();
      if (!discardHeld) await this.lanes.enable(found.id, { discardHeld });
      await this.record(user, found, 'webhook.enabled', { discardHeld });
      return found;
    });
    // A large backlog is discarded in many small transactions, which must not become part of one.
    if (discardHeld) await this.lanes.enable(webhook.id, { discardHeld });
    return webhook;
  }

  /** @param find as for {@link enable} */
  async disable(user: AuthenticatedUser, find: () => Promise<Webhook>): Promise<Webhook> {
    return this.unitOfWork.run(async () => {
      const found = await find();
      await this.lanes.disable(found.id, `Disabled by ${user.username}.`);
      await this.record(user, found, 'webhook.disabled');
      return found;
    });
  }

  private record(
    user: AuthenticatedUser,
    { id, organizationId }: Webhook,
    action: string,
    details?: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record({ action, actor: user, target: { type: 'webhook', id }, organizationId, details });
  }
}
