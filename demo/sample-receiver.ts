import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';

/**
 * A receiver of webhooks to copy from. It imports nothing of the product:
 *
 *     createServer(sampleReceiver({ secret: process.env.WEBHOOK_SECRET, receive: console.log })).listen(8080);
 */

/** The request body, parsed. */
export interface WebhookEvent {
  /** The same for every attempt: what to recognise a repetition by. */
  readonly eventId: string;
  readonly eventType: string;
  /** `yyyy-MM-ddTHH:mm:ss`, when it happened. */
  readonly timestamp: string;
  readonly version: string;
  readonly signature: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Which signature schemes proved the request. */
export interface Verification {
  /** `X-Webhook-Signature`. */
  readonly guide: boolean;
  /** `webhook-signature`, by the package `standardwebhooks`. */
  readonly standard: boolean;
}

/** A request that was proved genuine. */
export interface ReceivedDelivery {
  readonly event: WebhookEvent;
  /** 1, 2, … */
  readonly attempt: number;
  /** The event came before: it was acknowledged again, and there is nothing left to do. */
  readonly duplicate: boolean;
  readonly verification: Verification;
}

export interface SampleReceiverOptions {
  /** As the answer to the webhook's creation showed it. */
  readonly secret: string;
  /** Called after the acknowledgement, since the sender waits for that only a few seconds. */
  readonly receive: (delivery: ReceivedDelivery) => void;
  /** Called for each request that was refused, with a sentence. */
  readonly refuse?: (reason: string) => void;
}

/** A body with 256 KiB of data may take six bytes a character where everything is escaped. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** Either scheme proves a request; a receiver needs one of them. This one checks both, to show how. */
export function sampleReceiver(options: SampleReceiverOptions): RequestListener {
  // A real receiver keeps these in its database, as a unique key beside the work that they stand for.
  const seen = new Set<string>();
  return (request, response) => {
    accept(request, response, options, seen).catch((error: unknown) => {
      options.refuse?.(error instanceof Error ? error.message : String(error));
      // Not a 2xx: the sender will try again.
      if (!response.headersSent) response.writeHead(500).end();
    });
  };
}

async function accept(
  request: IncomingMessage,
  response: ServerResponse,
  { secret, receive, refuse }: SampleReceiverOptions,
  seen: Set<string>,
): Promise<void> {
  if (request.method !== 'POST') return answer(response, 405, 'POST only');
  const body = await rawBody(request);
  if (body === null) return answer(response, 413, 'Body too large');

  const verification = verify(body, request.headers, secret);
  if (!verification.guide || !verification.standard) {
    const failed = verification.guide ? 'webhook-signature' : 'X-Webhook-Signature';
    refuse?.(`${failed} does not fit the body`);
    return answer(response, 401, 'Invalid signature');
  }

  const event = JSON.parse(body) as WebhookEvent;
  const duplicate = seen.has(event.eventId);
  seen.add(event.eventId);
  // First the acknowledgement, at once; then the work.
  answer(response, 200, 'OK');
  const attempt = Number(request.headers['x-webhook-attempt']);
  setImmediate(() => receive({ event, attempt, duplicate, verification }));
}

/** What is signed is the bytes as they came, so they are kept before anything parses them. */
async function rawBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function verify(body: string, headers: IncomingHttpHeaders, secret: string): Verification {
  return {
    guide: fitsGuideSignature(body, headers['x-webhook-signature'], secret),
    standard: fitsStandardSignature(body, headers, secret),
  };
}

/** The guide's steps: take `signature` out of the body, serialise the rest, sign it and compare. */
function fitsGuideSignature(body: string, header: string | string[] | undefined, secret: string): boolean {
  try {
    const { signature: _, ...data } = JSON.parse(body) as WebhookEvent;
    const expected = `sha256=${createHmac('sha256', secret).update(JSON.stringify(data)).digest('hex')}`;
    const given = Buffer.from(String(header));
    return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected));
  } catch {
    return false;
  }
}

/** Also refuses requests whose `webhook-timestamp` is more than five minutes off: a recorded one cannot be replayed. */
function fitsStandardSignature(body: string, headers: IncomingHttpHeaders, secret: string): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
}
