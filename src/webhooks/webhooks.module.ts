import { Module } from '@nestjs/common';
import { AppConfig } from '../config';
import { AddressPolicy } from './address-policy/address-policy';
import { UrlPolicy } from './address-policy/url-policy';
import { AdminWebhooksController } from './admin-webhooks.controller';
import { IntegrationFactsController } from './integration-facts.controller';
import { SecretBox } from './secrets/secret-box';
import { WebhookSecrets } from './secrets/webhook-secrets';
import { StoredWebhookDirectory } from './stored-webhook-directory';
import { SubscriptionsRepository } from './subscriptions/subscriptions.repository';
import { WebhookAccess } from './webhook-access';
import { WebhookAdminService } from './webhook-admin.service';
import { WebhookDirectory } from './webhook-directory';
import { WebhookOwnership } from './webhook-ownership';
import { WebhookPresenter } from './webhook-presenter';
import { WebhookSwitch } from './webhook-switch';
import { WebhooksController } from './webhooks.controller';
import { WebhooksRepository } from './webhooks.repository';
import { WebhooksService } from './webhooks.service';

/** Management of webhooks. Needs `Lanes` and `TestSender` from a global module that delivers. */
@Module({
  controllers: [WebhooksController, AdminWebhooksController, IntegrationFactsController],
  providers: [
    {
      provide: AddressPolicy,
      inject: [AppConfig],
      useFactory: ({ webhook }: AppConfig) => new AddressPolicy(webhook.allowedNetworks),
    },
    {
      provide: UrlPolicy,
      inject: [AddressPolicy, AppConfig],
      useFactory: (addresses: AddressPolicy, { webhook }: AppConfig) =>
        new UrlPolicy(addresses, { allowHttp: webhook.allowHttp }),
    },
    {
      provide: SecretBox,
      inject: [AppConfig],
      useFactory: ({ secretsKeys }: AppConfig) => new SecretBox(secretsKeys),
    },
    { provide: WebhookDirectory, useClass: StoredWebhookDirectory },
    WebhookSecrets,
    WebhooksRepository,
    SubscriptionsRepository,
    WebhookOwnership,
    { provide: WebhookAccess, useExisting: WebhookOwnership },
    WebhookPresenter,
    WebhookSwitch,
    WebhooksService,
    WebhookAdminService,
  ],
  exports: [WebhookDirectory, WebhookAccess, AddressPolicy],
})
export class WebhooksModule {}
