import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { guideKey, type SignatureEncoding, standardKey } from '../../webhooks';
import { escapeNonAscii, insertSignature } from './message';

/** A request body and what proves it. */
export interface SignedBody {
  readonly body: string;
  /** `sha256=<hex>`, in the body and in `X-Webhook-Signature`. */
  readonly signature: string;
  /** `webhook-signature`: `v1,<base64>`, newest secret first, separated by spaces. */
  readonly standardSignature: string;
}

/**
 * Signs the messages of one webhook, with keys that are prepared once.
 * Schemes: the guide's (hex HMAC-SHA256 of the body without `signature`) and Standard Webhooks 1.0
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
 */
export class Signer {
  private readonly guide: KeyObject;
  private readonly standard: KeyObject;

  constructor(
    secret: string,
    private readonly encoding: SignatureEncoding,
  ) {
    this.guide = createSecretKey(guideKey(secret));
    this.standard = createSecretKey(standardKey(secret));
  }

  /**
   * @param message as written at publication
   * @param timestamp unix seconds of the attempt
   */
  sign(message: string, eventId: string, timestamp: number): SignedBody {
    const signed = this.encoding === 'ascii' ? escapeNonAscii(message) : message;
    const signature = `sha256=${createHmac('sha256', this.guide).update(signed).digest('hex')}`;
    const body = insertSignature(signed, signature);
    const standard = createHmac('sha256', this.standard).update(`${eventId}.${timestamp}.${body}`).digest('base64');
    return { body, signature, standardSignature: `v1,${standard}` };
  }
}
