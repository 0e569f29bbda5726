import type { WebhookTarget } from '../../webhooks';
import type { DeliveryDecision } from '../policy/delivery-policy';
import type { NewAttempt } from '../recording/attempt.repository';
import type { SendReport, SendRequest } from '../sending/sender';
import { webhookHeaders } from '../signing/headers';
import type { Signer } from '../signing/signer';
import type { ClaimedDelivery } from './claimer';

/** A request that is about to be sent, and what of it goes into the log. */
export interface PreparedRequest {
  readonly request: SendRequest;
  toAttempt(report: SendReport, decisionText: string, decision: DeliveryDecision): NewAttempt;
}

/** @param startedAt ms since the epoch */
export function buildRequest(
  target: WebhookTarget,
  signer: Signer,
  delivery: ClaimedDelivery,
  startedAt: number,
): PreparedRequest {
  const { event } = delivery;
  const number = delivery.attemptCount + 1;
  const timestamp = Math.floor(startedAt / 1000);
  const signed = signer.sign(event.message, event.eventId, timestamp);
  return {
    request: {
      url: target.url,
      headers: webhookHeaders(target.headers, {
        eventId: event.eventId,
        eventType: event.type,
        deliveryId: delivery.id,
        attempt: number,
        timestamp,
        signature: signed.signature,
        standardSignature: signed.standardSignature,
      }),
      body: signed.body,
    },
    toAttempt: ({ result, ...report }, decisionText, decision) => ({
      deliveryId: delivery.id,
      number,
      startedAt,
      durationMs: report.durationMs,
      outcome: result.ok ? 'success' : result.failure,
      statusCode: report.statusCode,
      error: result.ok ? null : result.error.slice(0, 300),
      signature: signed.signature,
      standardSignature: signed.standardSignature,
      signatureEncoding: target.signatureEncoding,
      extraHeaders: Object.keys(target.headers).length > 0 ? Object.keys(target.headers) : null,
      responseHeaders: report.responseHeaders ? { ...report.responseHeaders } : null,
      responseBody: report.responseBody,
      decision: decisionText,
      nextAttemptAt: decision.status === 'pending' ? decision.nextAttemptAt : null,
    }),
  };
}
