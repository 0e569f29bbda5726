import { Injectable } from '@nestjs/common';
import type { Webhook } from '../entities/webhook.entity';
import { SecretBox } from './secret-box';

type Sealed = Pick<Webhook, 'organizationId' | 'secretEncrypted' | 'headersEncrypted'>;

const secretUse = (organizationId: number) => `webhook.secret:${organizationId}`;
const headersUse = (organizationId: number) => `webhook.headers:${organizationId}`;

/**
 * The encrypted columns of a webhook. Each value is bound to its column and its organization: copied into a row of
 * another organization it does not open.
 */
@Injectable()
export class WebhookSecrets {
  constructor(private readonly box: SecretBox) {}

  sealSecret(organizationId: number, secret: string): string {
    return this.box.seal(secret, secretUse(organizationId));
  }

  openSecret(webhook: Sealed): string {
    return this.box.open(webhook.secretEncrypted, secretUse(webhook.organizationId));
  }

  /** @param headers names in lower case; none is the same as null */
  sealHeaders(organizationId: number, headers: Readonly<Record<string, string>> | null): string | null {
    if (headers === null || Object.keys(headers).length === 0) return null;
    return this.box.seal(JSON.stringify(headers), headersUse(organizationId));
  }

  openHeaders(webhook: Sealed): Record<string, string> {
    if (webhook.headersEncrypted === null) return {};
    return JSON.parse(this.box.open(webhook.headersEncrypted, headersUse(webhook.organizationId))) as Record<
      string,
      string
    >;
  }
}
