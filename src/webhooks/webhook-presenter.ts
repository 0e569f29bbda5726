import { Injectable } from '@nestjs/common';
import { LocalTime } from '../common';
import { WebhookResponse } from './dto/webhook.response';
import type { Webhook } from './entities/webhook.entity';
import { Lanes } from './ports/lanes';
import { WebhookSecrets } from './secrets/webhook-secrets';
import { webhookNotFound } from './webhooks.errors';

/** Joins webhooks with the health of their lanes. */
@Injectable()
export class WebhookPresenter {
  constructor(
    private readonly lanes: Lanes,
    private readonly secrets: WebhookSecrets,
    private readonly localTime: LocalTime,
  ) {}

  /** A webhook that was deleted since it was read has no lane any more and is left out. */
  async presentAll(webhooks: readonly Webhook[]): Promise<WebhookResponse[]> {
    if (webhooks.length === 0) return [];
    const healths = await this.lanes.healthOf(webhooks.map((webhook) => webhook.id));
    return webhooks.flatMap((webhook) => {
      const health = healths.get(webhook.id);
      if (!health) return [];
      const headerNames = Object.keys(this.secrets.openHeaders(webhook));
      return [WebhookResponse.of(webhook, health, headerNames, this.localTime)];
    });
  }

  /** @throws AppError `webhook.not_found` where it was deleted since it was read */
  async present(webhook: Webhook): Promise<WebhookResponse> {
    const [response] = await this.presentAll([webhook]);
    if (!response) throw webhookNotFound();
    return response;
  }
}
