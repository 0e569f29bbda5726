import { Injectable } from '@nestjs/common';
import { Clock, LocalTime, newId } from '../../common';
import { EVENT_CATALOGUE, serializePayload } from '../../events';
import { type TestResult, TestSender, type WebhookTarget } from '../../webhooks';
import { webhookHeaders } from '../signing/headers';
import { writeMessage } from '../signing/message';
import { Signer } from '../signing/signer';
import { Sender } from './sender';

/** Sends examples through the same sender as real deliveries, under the same rules. */
@Injectable()
export class DirectTestSender extends TestSender {
  constructor(
    private readonly sender: Sender,
    private readonly clock: Clock,
    private readonly localTime: LocalTime,
  ) {
    super();
  }

  async send(target: WebhookTarget, eventType: string): Promise<TestResult> {
    const definition = EVENT_CATALOGUE.find((item) => item.code === eventType);
    if (!definition) throw new Error(`no such event type: ${eventType}`);
    const now = this.clock.now();
    const eventId = newId();
    const timestamp = Math.floor(now / 1000);
    const message = writeMessage({
      eventId,
      eventType,
      timestamp: this.localTime.format(now),
      data: serializePayload(definition.example),
    });
    const signed = new Signer(target.secret, target.signatureEncoding).sign(message, eventId, timestamp);
    const headers = webhookHeaders(target.headers, {
      eventId,
      eventType,
      deliveryId: 0,
      attempt: 1,
      timestamp,
      signature: signed.signature,
      standardSignature: signed.standardSignature,
    });
    const report = await this.sender.send({
      url: target.url,
      headers: { ...headers, 'x-webhook-test': 'true' },
      body: signed.body,
    });
    return {
      success: report.result.ok,
      statusCode: report.statusCode,
      durationMs: report.durationMs,
      responseBody: report.responseBody,
      error: report.result.ok ? null : report.result.error,
    };
  }
}
