import { Entity, Index } from 'typeorm';
import {
  BigIntColumn,
  BooleanColumn,
  IdColumn,
  IntColumn,
  JsonColumn,
  LongTextColumn,
  StringColumn,
  TimeColumn,
} from '../../database';

/** `ascii` escapes every non-ASCII character of body and signed message as `\uXXXX`. */
export const SIGNATURE_ENCODINGS = ['utf8', 'ascii'] as const;
export type SignatureEncoding = (typeof SIGNATURE_ENCODINGS)[number];

/** A subscription of an organization: where to, what, signed how. Its health is its lane's. */
@Entity('webhooks')
@Index('webhooks_organization', ['organizationId', 'id'])
export class Webhook {
  @IdColumn()
  id: number;

  @BigIntColumn('organization_id')
  organizationId: number;

  /** The user who created it. */
  @BigIntColumn('owner_id')
  ownerId: number;

  @StringColumn('url', 2048)
  url: string;

  @StringColumn('description', 500, { nullable: true })
  description: string | null;

  /** Patterns as given: exact types, `<source>.*` or `*`. */
  @JsonColumn('events')
  events: string[];

  /** `<key id>:<iv>:<tag>:<ciphertext>`, see SecretBox. */
  @LongTextColumn('secret_encrypted')
  secretEncrypted: string;

  /** First four characters, `****`, last four. */
  @StringColumn('secret_hint', 12)
  secretHint: string;

  @StringColumn('signature_encoding', 5)
  signatureEncoding: SignatureEncoding;

  /** Extra request headers, encrypted as the secret is: their values are often credentials. */
  @LongTextColumn('headers_encrypted', { nullable: true })
  headersEncrypted: string | null;

  /** Requests that may be under way at once, 1–64. */
  @IntColumn('max_in_flight')
  maxInFlight: number;

  /** Requests per second; null: no limit. */
  @IntColumn('rate_limit', { nullable: true })
  rateLimit: number | null;

  /** Strict order, one at a time; a failure holds what follows. */
  @BooleanColumn('ordered')
  ordered: boolean;

  /** Grows with each change. */
  @IntColumn('version')
  version: number;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('updated_at')
  updatedAt: number;

  /** Set on deletion; the row stays until retention removes it, without its secret. */
  @TimeColumn('deleted_at', { nullable: true })
  deletedAt: number | null;
}
