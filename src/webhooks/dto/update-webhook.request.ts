import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Min } from 'class-validator';
import { SIGNATURE_ENCODINGS, type SignatureEncoding } from '../entities/webhook.entity';
import { IfGiven, IsDescription, IsEvents, IsMaxInFlight, IsRateLimit, IsRequestHeaders } from './webhook-fields';

/** What changes, from the next attempt on. A field that is left out stays; null clears one that may be empty. */
export class UpdateWebhookRequest {
  @IfGiven()
  @IsString()
  url?: string;

  /** Replaces the list. Events that happened before the change are still sent by the old one. */
  @IfGiven()
  @IsEvents()
  events?: string[];

  /** At most 500 characters. */
  @IsOptional()
  @IsDescription()
  description?: string | null;

  /** Replaces the secret at once. */
  @IfGiven()
  @IsString()
  secret?: string;

  /** Replaces all extra request headers. */
  @IsOptional()
  @IsRequestHeaders()
  headers?: Record<string, string> | null;

  /** Requests that may be under way at once, 1–64. */
  @IfGiven()
  @IsMaxInFlight()
  maxInFlight?: number;

  /** Requests per second, 1–1000; null: no limit. */
  @IsOptional()
  @IsRateLimit()
  rateLimit?: number | null;

  @IfGiven()
  @IsBoolean()
  ordered?: boolean;

  @IfGiven()
  @IsIn(SIGNATURE_ENCODINGS)
  signatureEncoding?: SignatureEncoding;

  /** The `version` that was read: the change is refused with 409 if somebody else was faster. */
  @IfGiven()
  @IsInt()
  @Min(1)
  version?: number;
}
