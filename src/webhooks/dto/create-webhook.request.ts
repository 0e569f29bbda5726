import { IsBoolean, IsIn, IsOptional, IsString } from 'class-validator';
import { SIGNATURE_ENCODINGS, type SignatureEncoding } from '../entities/webhook.entity';
import { IfGiven, IsDescription, IsEvents, IsMaxInFlight, IsRateLimit, IsRequestHeaders } from './webhook-fields';

/** A new webhook. */
export class CreateWebhookRequest {
  /** `https:`, and `http:` where the installation allows it; at most 2048 characters, no credentials, no fragment. */
  @IsString()
  url: string;

  /** Exact types, `<source>.*` or `*`; at least one, none twice. */
  @IsEvents()
  events: string[];

  /** At most 500 characters. */
  @IsOptional()
  @IsDescription()
  description?: string | null;

  /**
   * 24–128 printable ASCII characters; after `whsec_` base64 of 24–64 bytes. Left out, one is generated: 64 hex
   * characters.
   */
  @IfGiven()
  @IsString()
  secret?: string;

  /** At most ten extra request headers. Answers show their names only. */
  @IsOptional()
  @IsRequestHeaders()
  headers?: Record<string, string> | null;

  /** Requests that may be under way at once, 1–64. */
  @IfGiven()
  @IsMaxInFlight()
  maxInFlight?: number = 16;

  /** Requests per second, 1–1000; null: no limit. */
  @IsOptional()
  @IsRateLimit()
  rateLimit?: number | null;

  /** Strict order, one at a time; a failure holds what follows. */
  @IfGiven()
  @IsBoolean()
  ordered?: boolean = false;

  /** `ascii` escapes every non-ASCII character of the body, as Python's `json.dumps` does. */
  @IfGiven()
  @IsIn(SIGNATURE_ENCODINGS)
  signatureEncoding?: SignatureEncoding = 'utf8';
}
