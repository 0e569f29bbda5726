import { Injectable } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth';
import { decodeCursor, type Page, toPage } from '../common';
import type { AdminWebhookResponse } from './dto/admin-webhook.response';
import type { ListAdminWebhooksQuery } from './dto/list-admin-webhooks.query';
import type { Webhook } from './entities/webhook.entity';
import { Lanes } from './ports/lanes';
import { WebhookOwnership } from './webhook-ownership';
import { WebhookPresenter } from './webhook-presenter';
import { WebhookSwitch } from './webhook-switch';
import { WebhooksRepository } from './webhooks.repository';

/** An ADMIN administers the own organization's webhooks, an OPERATOR those of all. */
@Injectable()
export class WebhookAdminService {
  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly presenter: WebhookPresenter,
    private readonly lanes: Lanes,
    private readonly ownership: WebhookOwnership,
    private readonly webhookSwitch: WebhookSwitch,
  ) {}

  async list(user: AuthenticatedUser, query: ListAdminWebhooksQuery): Promise<Page<AdminWebhookResponse>> {
    const [afterId] = query.cursor === undefined ? [0] : decodeCursor(query.cursor, ['number'] as const);
    const found = await this.find(user.organizationId, query.enabled, afterId, query.limit + 1);
    const { items, nextCursor } = toPage(found, query.limit, (webhook) => [webhook.id]);
    const responses = await this.presenter.presentAll(items);
    const rows = new Map(items.map((webhook) => [webhook.id, webhook]));
    return {
      items: responses.flatMap((response) => {
        const row = rows.get(response.id);
        return row ? [{ ...response, organizationId: row.organizationId, ownerId: row.ownerId }] : [];
      }),
      nextCursor,
    };
  }

  async enable(user: AuthenticatedUser, id: number, discardHeld: boolean): Promise<AdminWebhookResponse> {
    const find = () => this.ownership.administerForUpdate(user, id);
    const webhook = await this.webhookSwitch.enable(user, find, discardHeld);
    const { organizationId, ownerId } = webhook;
    return { ...(await this.presenter.present(webhook)), organizationId, ownerId };
  }

  /**
   * Exactly `limit` webhooks where there are so many.
   * @param organizationId null: of all organizations
   */
  private async find(
    organizationId: number | null,
    enabled: 'true' | 'false' | undefined,
    afterId: number,
    limit: number,
  ): Promise<Webhook[]> {
    if (enabled === undefined) return this.webhooks.page(organizationId, afterId, limit);
    const nextIds = enabled === 'false' ? this.disabledIds : this.enabledIds;
    const found: Webhook[] = [];
    for (let last = afterId, more = true; more && found.length < limit;) {
      const batch = await nextIds.call(this, organizationId, last, limit);
      found.push(...(await this.webhooks.findAll(batch.ids)));
      ({ last, more } = batch);
    }
    return found.slice(0, limit);
  }

  /** A lane outlives its webhook for a moment, so that some of these may be gone. */
  private async disabledIds(organizationId: number | null, afterId: number, limit: number): Promise<IdBatch> {
    const ids = await this.lanes.findDisabled(organizationId, afterId, limit);
    return { ids, last: ids.at(-1) ?? afterId, more: ids.length === limit };
  }

  private async enabledIds(organizationId: number | null, afterId: number, limit: number): Promise<IdBatch> {
    const all = (await this.webhooks.page(organizationId, afterId, limit)).map((webhook) => webhook.id);
    const healths = await this.lanes.healthOf(all);
    const ids = all.filter((id) => (healths.get(id)?.state ?? 'disabled') !== 'disabled');
    return { ids, last: all.at(-1) ?? afterId, more: all.length === limit };
  }
}

interface IdBatch {
  ids: number[];
  /** Where to go on. */
  last: number;
  more: boolean;
}
