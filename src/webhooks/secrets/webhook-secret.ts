import { randomBytes } from 'node:crypto';
import { secretInvalid } from '../webhooks.errors';
import { decodeBase64, STANDARD_PREFIX } from './signing-keys';

const MIN_LENGTH = 24;
const MAX_LENGTH = 128;
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
/** Bytes that `whsec_…` must encode. */
const MIN_KEY_BYTES = 24;
const MAX_KEY_BYTES = 64;

/** Who can verify with a secret as it is. `standard` are the Standard Webhooks libraries, `svix` among them. */
export const VERIFIERS = ['guide', 'standard'] as const;
export type Verifier = (typeof VERIFIERS)[number];

/** 32 random bytes as 64 lower-case hex characters: fit for both schemes without conversion. */
export function generateSecret(): string {
  return randomBytes(32).toString('hex');
}

/** @throws AppError `webhook.secret_invalid` (400, field `secret`), which never quotes the secret */
export function checkSecret(secret: string): void {
  if (secret.length < MIN_LENGTH || secret.length > MAX_LENGTH) {
    throw secretInvalid(`must have ${MIN_LENGTH} to ${MAX_LENGTH} characters`);
  }
  if (!PRINTABLE_ASCII.test(secret)) throw secretInvalid('must consist of printable ASCII characters');
  if (!secret.startsWith(STANDARD_PREFIX)) return;
  const key = decodeBase64(secret.slice(STANDARD_PREFIX.length));
  if (!key || key.length < MIN_KEY_BYTES || key.length > MAX_KEY_BYTES) {
    throw secretInvalid(
      `must be ${MIN_KEY_BYTES} to ${MAX_KEY_BYTES} bytes in padded base64 after ${STANDARD_PREFIX}; leave ${STANDARD_PREFIX} away to use any characters`,
    );
  }
}

/** First four characters, `****`, last four. */
export function secretHint(secret: string): string {
  return `${secret.slice(0, 4)}****${secret.slice(-4)}`;
}

/**
 * Which verifiers accept requests when they are given this very secret. The guide's take any text. The Standard Webhooks
 * libraries read theirs as base64: one that is not base64 they refuse or mis-read, unless they are handed its bytes
 * (`new Webhook(secret, { format: 'raw' })`).
 */
export function verifiersOf(secret: string): Verifier[] {
  const encoded = secret.startsWith(STANDARD_PREFIX) ? secret.slice(STANDARD_PREFIX.length) : secret;
  return decodeBase64(encoded) ? ['guide', 'standard'] : ['guide'];
}
