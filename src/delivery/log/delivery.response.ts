/** A delivery in a list. Times are zone-less, in the zone of the installation. */
export class DeliveryResponse {
  id: number;
  /** The event's public id. */
  eventId: string;
  eventType: string;
  /** pending, succeeded, failed or cancelled. */
  status: string;
  attemptCount: number;
  /** null where it is finished or held without an end. */
  nextAttemptAt: string | null;
  /** True while it is pending and its lane is closed or disabled. */
  held: boolean;
  createdAt: string;
  completedAt: string | null;
  lastError: string | null;
}

export class AttemptResponse {
  /** 1, 2, … */
  number: number;
  startedAt: string;
  durationMs: number;
  /** success, or the class of the failure. */
  outcome: string;
  statusCode: number | null;
  /** Why it failed, in a sentence. */
  error: string | null;
  requestHeaders: Record<string, string>;
  /** Exactly the bytes that were sent. */
  requestBody: string;
  responseHeaders: Record<string, string> | null;
  /** First 4 KiB. */
  responseBody: string | null;
  /** What was decided after it, in a sentence. */
  decision: string;
  nextAttemptAt: string | null;
}

/** A delivery with its event and every attempt. */
export class DeliveryDetailResponse extends DeliveryResponse {
  webhookId: number;
  event: { eventId: string; eventType: string; timestamp: string; data: unknown };
  attempts: AttemptResponse[];
}
