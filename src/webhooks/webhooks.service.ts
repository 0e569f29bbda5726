import { Injectable } from '@nestjs/common';
import { AuditLog, type AuthenticatedUser, organizationOf } from '../auth';
import { Clock } from '../common';
import { AppConfig } from '../config';
import { UnitOfWork } from '../database';
import { UrlPolicy } from './address-policy/url-policy';
import type { CreateWebhookRequest } from './dto/create-webhook.request';
import type { CreatedWebhookResponse } from './dto/created-webhook.response';
import type { TestWebhookRequest } from './dto/test-webhook.request';
import type { UpdatedWebhookResponse } from './dto/updated-webhook.response';
import type { UpdateWebhookRequest } from './dto/update-webhook.request';
import type { WebhookResponse } from './dto/webhook.response';
import type { Webhook } from './entities/webhook.entity';
import { Lanes } from './ports/lanes';
import { type TestResult, TestSender } from './ports/test-sender';
import { normalizeRequestHeaders } from './request-headers/request-header-rules';
import { checkSecret, generateSecret, secretHint, verifiersOf } from './secrets/webhook-secret';
import { WebhookSecrets } from './secrets/webhook-secrets';
import { firstTypeOf } from './subscriptions/event-patterns';
import { SubscriptionsRepository } from './subscriptions/subscriptions.repository';
import { changesOf, namesOf } from './webhook-changes';
import { WebhookDirectory } from './webhook-directory';
import { WebhookOwnership } from './webhook-ownership';
import { WebhookPresenter } from './webhook-presenter';
import { WebhookSwitch } from './webhook-switch';
import { limitReached, versionConflict, webhookNotFound } from './webhooks.errors';
import { WebhooksRepository } from './webhooks.repository';

/** What the users of an organization do with its webhooks. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly ownership: WebhookOwnership,
    private readonly presenter: WebhookPresenter,
    private readonly webhookSwitch: WebhookSwitch,
    private readonly secrets: WebhookSecrets,
    private readonly urlPolicy: UrlPolicy,
    private readonly directory: WebhookDirectory,
    private readonly lanes: Lanes,
    private readonly testSender: TestSender,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  async create(user: AuthenticatedUser, request: CreateWebhookRequest): Promise<CreatedWebhookResponse> {
    this.urlPolicy.check(request.url);
    if (request.secret !== undefined) checkSecret(request.secret);
    const secret = request.secret ?? generateSecret();
    const webhook = await this.unitOfWork.run(() => this.insert(user, request, secret));
    return { ...(await this.presenter.present(webhook)), secret, verifiers: verifiersOf(secret) };
  }

  /** The caller's own webhooks; an ADMIN's are all of the organization. */
  async list(user: AuthenticatedUser): Promise<WebhookResponse[]> {
    const ownerId = user.role === 'ADMIN' ? null : user.id;
    return this.presenter.presentAll(await this.webhooks.list(organizationOf(user), ownerId));
  }

  async get(user: AuthenticatedUser, id: number): Promise<WebhookResponse> {
    return this.presenter.present(await this.ownership.find(user, id));
  }

  async update(user: AuthenticatedUser, id: number, request: UpdateWebhookRequest): Promise<UpdatedWebhookResponse> {
    if (request.url !== undefined) this.urlPolicy.check(request.url);
    if (request.secret !== undefined) checkSecret(request.secret);
    const webhook = await this.unitOfWork.run(() => this.change(user, id, request));
    const response = await this.presenter.present(webhook);
    return request.secret === undefined ? response : { ...response, verifiers: verifiersOf(request.secret) };
  }

  /** The row stays until retention removes it, since deliveries point to it, but without anything secret. */
  async delete(user: AuthenticatedUser, id: number): Promise<void> {
    await this.unitOfWork.run(async () => {
      const webhook = await this.ownership.findForUpdate(user, id);
      const now = this.clock.now();
      await this.webhooks.update({
        ...webhook,
        secretEncrypted: '',
        secretHint: '',
        headersEncrypted: null,
        version: webhook.version + 1,
        updatedAt: now,
        deletedAt: now,
      });
      await this.subscriptions.end(id, now);
      await this.lanes.remove(id);
      await this.record(user, id, 'webhook.deleted');
    });
  }

  async enable(user: AuthenticatedUser, id: number, discardHeld: boolean): Promise<WebhookResponse> {
    const find = () => this.ownership.findForUpdate(user, id);
    return this.presenter.present(await this.webhookSwitch.enable(user, find, discardHeld));
  }

  async disable(user: AuthenticatedUser, id: number): Promise<WebhookResponse> {
    const find = () => this.ownership.findForUpdate(user, id);
    return this.presenter.present(await this.webhookSwitch.disable(user, find));
  }

  /** Sends an example now, also where the webhook is disabled: a test is how one finds out whether to enable it. */
  async test(user: AuthenticatedUser, id: number, { eventType }: TestWebhookRequest): Promise<TestResult> {
    const webhook = await this.ownership.find(user, id);
    const target = (await this.directory.targetsOf([id])).get(id);
    if (!target) throw webhookNotFound();
    return this.testSender.send(target, eventType ?? firstTypeOf(webhook.events));
  }

  private async insert(user: AuthenticatedUser, request: CreateWebhookRequest, secret: string): Promise<Webhook> {
    const organizationId = organizationOf(user);
    const { maxPerOrganization } = this.config.webhook;
    if ((await this.webhooks.countForInsert(organizationId)) >= maxPerOrganization) {
      throw limitReached(maxPerOrganization);
    }
    const headers = request.headers ? normalizeRequestHeaders(request.headers) : null;
    const now = this.clock.now();
    const webhook = await this.webhooks.insert({
      organizationId,
      ownerId: user.id,
      url: request.url,
      description: request.description ?? null,
      events: request.events,
      secretEncrypted: this.secrets.sealSecret(organizationId, secret),
      secretHint: secretHint(secret),
      signatureEncoding: request.signatureEncoding ?? 'utf8',
      headersEncrypted: this.secrets.sealHeaders(organizationId, headers),
      maxInFlight: request.maxInFlight ?? 16,
      rateLimit: request.rateLimit ?? null,
      ordered: request.ordered ?? false,
      version: 1,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    });
    await this.subscriptions.start(webhook, webhook.events, now);
    await this.lanes.create(webhook.id, organizationId);
    await this.record(user, webhook.id, 'webhook.created', { events: webhook.events });
    return webhook;
  }

  private async change(user: AuthenticatedUser, id: number, request: UpdateWebhookRequest): Promise<Webhook> {
    const webhook = await this.ownership.findForUpdate(user, id);
    if (request.version !== undefined && request.version !== webhook.version) throw versionConflict(webhook.version);
    const changes = changesOf(webhook, request, this.secrets);
    const changed = namesOf(changes);
    if (changed.length === 0) return webhook;
    const now = this.clock.now();
    const next: Webhook = { ...webhook, ...changes, version: webhook.version + 1, updatedAt: now };
    await this.webhooks.update(next);
    await this.subscriptions.end(id, now, missingFrom(next.events, webhook.events));
    await this.subscriptions.start(webhook, missingFrom(webhook.events, next.events), now);
    this.lanes.settingsChanged(id);
    await this.record(user, id, 'webhook.updated', { changed });
    return next;
  }

  private record(
    user: AuthenticatedUser,
    id: number,
    action: string,
    details?: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record({ action, actor: user, target: { type: 'webhook', id }, details });
  }
}

/** Items of `others` that `list` does not have. */
function missingFrom(list: readonly string[], others: readonly string[]): string[] {
  return others.filter((item) => !list.includes(item));
}
