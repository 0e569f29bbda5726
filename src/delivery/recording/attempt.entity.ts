import { Entity, Index } from 'typeorm';
import {
  BigIntColumn,
  IdColumn,
  IntColumn,
  JsonColumn,
  LongTextColumn,
  StringColumn,
  TimeColumn,
} from '../../database';

/** One HTTP request of a delivery, with all that is needed to show it as it was sent. */
@Entity('attempts')
@Index('attempts_delivery', ['deliveryId'])
export class Attempt {
  @IdColumn()
  id: number;

  @BigIntColumn('delivery_id')
  deliveryId: number;

  /** 1, 2, … */
  @IntColumn('number')
  number: number;

  @TimeColumn('started_at')
  startedAt: number;

  @IntColumn('duration_ms')
  durationMs: number;

  /** `success` or the class of the failure. */
  @StringColumn('outcome', 30)
  outcome: string;

  /** null where no response came. */
  @IntColumn('status_code', { nullable: true })
  statusCode: number | null;

  /** Why it failed, one sentence. */
  @StringColumn('error', 300, { nullable: true })
  error: string | null;

  /** `X-Webhook-Signature` as sent; the body is the event's message with it. */
  @StringColumn('signature', 80)
  signature: string;

  /** `webhook-signature` as sent. */
  @StringColumn('standard_signature', 200)
  standardSignature: string;

  @StringColumn('signature_encoding', 5)
  signatureEncoding: string;

  /** Names of the webhook's own headers that were sent; their values are often credentials and are not kept. */
  @JsonColumn('extra_headers', { nullable: true })
  extraHeaders: string[] | null;

  @JsonColumn('response_headers', { nullable: true })
  responseHeaders: Record<string, string> | null;

  /** First 4 KiB, as text. */
  @LongTextColumn('response_body', { nullable: true })
  responseBody: string | null;

  /** What was decided after it, one sentence. */
  @StringColumn('decision', 300)
  decision: string;

  /** When the next attempt is due; null if there is none. */
  @TimeColumn('next_attempt_at', { nullable: true })
  nextAttemptAt: number | null;
}
