import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';

/** Verifies a request in both schemes. @returns why it does not verify; null where it does */
export function signatureFault(body: string, headers: IncomingHttpHeaders, secret: string): string | null {
  return guideFault(body, headers, secret) ?? standardFault(body, headers, secret);
}

/** As the guide tells receivers to. */
function guideFault(body: string, headers: IncomingHttpHeaders, secret: string): string | null {
  const { signature, ...data } = JSON.parse(body) as Record<string, unknown>;
  const expected = `sha256=${createHmac('sha256', secret).update(JSON.stringify(data)).digest('hex')}`;
  if (headers['x-webhook-signature'] !== expected) return 'X-Webhook-Signature is wrong';
  return signature === expected ? null : 'the signature of the body is wrong';
}

/** With the public library, over the raw body. */
function standardFault(body: string, headers: IncomingHttpHeaders, secret: string): string | null {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return null;
  } catch (error) {
    return `webhook-signature: ${(error as Error).message}`;
  }
}
