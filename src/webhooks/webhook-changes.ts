import type { UpdateWebhookRequest } from './dto/update-webhook.request';
import type { Webhook } from './entities/webhook.entity';
import { normalizeRequestHeaders } from './request-headers/request-header-rules';
import { secretHint } from './secrets/webhook-secret';
import type { WebhookSecrets } from './secrets/webhook-secrets';

export type WebhookChanges = Partial<Omit<Webhook, 'id' | 'organizationId' | 'ownerId' | 'createdAt'>>;

/** Settings that are compared by value; secret and headers count as changed wherever they are given. */
const PLAIN_FIELDS = [
  'url',
  'events',
  'description',
  'maxInFlight',
  'rateLimit',
  'ordered',
  'signatureEncoding',
] as const satisfies readonly (keyof WebhookChanges & keyof UpdateWebhookRequest)[];

/** What of a request differs from the webhook as it is. */
export function changesOf(webhook: Webhook, request: UpdateWebhookRequest, secrets: WebhookSecrets): WebhookChanges {
  const changes: WebhookChanges = {};
  for (const field of PLAIN_FIELDS) {
    const value = request[field];
    if (value !== undefined && JSON.stringify(value) !== JSON.stringify(webhook[field])) {
      Object.assign(changes, { [field]: value });
    }
  }
  if (request.secret !== undefined) {
    changes.secretEncrypted = secrets.sealSecret(webhook.organizationId, request.secret);
    changes.secretHint = secretHint(request.secret);
  }
  if (request.headers !== undefined) {
    const headers = request.headers && normalizeRequestHeaders(request.headers);
    changes.headersEncrypted = secrets.sealHeaders(webhook.organizationId, headers);
  }
  return changes;
}

/** Names of the changed settings as the audit log shows them. */
export function namesOf(changes: WebhookChanges): string[] {
  const names: string[] = PLAIN_FIELDS.filter((field) => changes[field] !== undefined);
  if (changes.secretEncrypted !== undefined) names.push('secret');
  if (changes.headersEncrypted !== undefined) names.push('headers');
  return names;
}
