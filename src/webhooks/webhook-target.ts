import type { SignatureEncoding } from './entities/webhook.entity';

/** All that a sender must know of a webhook, secrets in clear. Never logged, never answered. */
export interface WebhookTarget {
  readonly webhookId: number;
  readonly organizationId: number;
  readonly url: string;
  readonly secret: string;
  readonly signatureEncoding: SignatureEncoding;
  /** Extra request headers, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** 1–64. */
  readonly maxInFlight: number;
  /** Requests per second; null: no limit. */
  readonly rateLimit: number | null;
  readonly ordered: boolean;
}
