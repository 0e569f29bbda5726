/** Marks a secret as base64 (Standard Webhooks 1.0, "Signature scheme"). */
export const STANDARD_PREFIX = 'whsec_';

/**
 * Decodes base64 as RFC 4648 §4 writes it: standard alphabet, padded, no stray bits. Looser spellings are left alone,
 * because the libraries of different languages disagree on them.
 * @returns null where the text is not that
 */
export function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : null;
}

/** The key of the guide's scheme (`X-Webhook-Signature`): the secret's own UTF-8 bytes, whatever it looks like. */
export function guideKey(secret: string): Buffer {
  return Buffer.from(secret, 'utf8');
}

/**
 * The key of the Standard Webhooks scheme (`webhook-signature`): what the secret decodes to as base64, after `whsec_`
 * where it has that; a secret that is not base64 is its own bytes. A generated secret is 64 hex characters, hence 48
 * bytes.
 */
export function standardKey(secret: string): Buffer {
  const encoded = secret.startsWith(STANDARD_PREFIX) ? secret.slice(STANDARD_PREFIX.length) : secret;
  return decodeBase64(encoded) ?? guideKey(secret);
}
