/** What a request says of itself in its headers. */
export interface WebhookHeaderValues {
  readonly eventId: string;
  readonly eventType: string;
  readonly deliveryId: number;
  /** 1, 2, … */
  readonly attempt: number;
  /** Unix seconds of the attempt. */
  readonly timestamp: number;
  readonly signature: string;
  readonly standardSignature: string;
}

/**
 * The headers of a request, names in lower case: the guide's, ours, and those of Standard Webhooks 1.0.
 * @param own the webhook's extra headers; they cannot replace ours
 */
export function webhookHeaders(
  own: Readonly<Record<string, string>>,
  values: WebhookHeaderValues,
): Record<string, string> {
  return {
    ...own,
    'content-type': 'application/json',
    'user-agent': 'SmartATS-Webhook/1.0',
    'x-webhook-event': values.eventType,
    'x-webhook-id': values.eventId,
    'x-webhook-signature': values.signature,
    'x-webhook-delivery': String(values.deliveryId),
    'x-webhook-attempt': String(values.attempt),
    'webhook-id': values.eventId,
    'webhook-timestamp': String(values.timestamp),
    'webhook-signature': values.standardSignature,
  };
}
