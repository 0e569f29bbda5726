import { ApiProperty } from '@nestjs/swagger';
import type { LocalTime } from '../../common';
import { SIGNATURE_ENCODINGS, type SignatureEncoding, type Webhook } from '../entities/webhook.entity';
import type { LaneHealth } from '../ports/lanes';

/** A webhook and how it is doing. Times are yyyy-MM-ddTHH:mm:ss. */
export class WebhookResponse {
  id: number;
  url: string;
  /** Exact types, `<source>.*` or `*`. */
  events: string[];
  description: string | null;
  /** False: deliveries are held until it is enabled again. */
  enabled: boolean;
  /** Consecutive failures. */
  failureCount: number;
  lastSuccessAt: string | null;
  lastFailureAt: string | null;
  disabledReason: string | null;
  disabledAt: string | null;
  /** Deliveries owed and not finished, held ones included. */
  pendingCount: number;
  /** First four characters of the secret, `****`, last four. */
  secretHint: string;
  /** Names of the extra request headers; their values are never shown. */
  headers: string[];
  maxInFlight: number;
  /** Requests per second; null: no limit. */
  rateLimit: number | null;
  ordered: boolean;
  @ApiProperty({ enum: SIGNATURE_ENCODINGS })
  signatureEncoding: SignatureEncoding;
  /** Grows with each change. */
  version: number;
  createdAt: string;
  updatedAt: string;

  static of(
    webhook: Webhook,
    health: LaneHealth,
    headerNames: readonly string[],
    localTime: LocalTime,
  ): WebhookResponse {
    return {
      id: webhook.id,
      url: webhook.url,
      events: webhook.events,
      description: webhook.description,
      enabled: health.state !== 'disabled',
      failureCount: health.failureCount,
      lastSuccessAt: localTime.formatNullable(health.lastSuccessAt),
      lastFailureAt: localTime.formatNullable(health.lastFailureAt),
      disabledReason: health.disabledReason,
      disabledAt: localTime.formatNullable(health.disabledAt),
      pendingCount: health.pendingCount,
      secretHint: webhook.secretHint,
      headers: [...headerNames],
      maxInFlight: webhook.maxInFlight,
      rateLimit: webhook.rateLimit,
      ordered: webhook.ordered,
      signatureEncoding: webhook.signatureEncoding,
      version: webhook.version,
      createdAt: localTime.format(webhook.createdAt),
      updatedAt: localTime.format(webhook.updatedAt),
    };
  }
}
