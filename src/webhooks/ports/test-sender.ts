import type { WebhookTarget } from '../webhook-target';

/** What a receiver answered to a test request. */
export interface TestResult {
  /** A 2xx, complete and in time. */
  success: boolean;
  /** null where no response came. */
  statusCode: number | null;
  durationMs: number;
  /** First 4 KiB. */
  responseBody: string | null;
  /** A sentence; null on success. */
  error: string | null;
}

/** Port: sends one signed request outside any lane. */
export abstract class TestSender {
  /**
   * Sends the type's example at once, marked `X-Webhook-Test: true`. Not recorded, not retried, not counted.
   * @param eventType an exact type of the catalogue
   */
  abstract send(target: WebhookTarget, eventType: string): Promise<TestResult>;
}
