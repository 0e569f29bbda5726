import type { AttemptResult } from '../policy/failure';

/** One HTTP request, complete. */
export interface SendRequest {
  /** `http:` or `https:`, without credentials. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8. */
  readonly body: string;
}

/** What came of it. */
export interface SendReport {
  readonly result: AttemptResult;
  readonly durationMs: number;
  /** null where no response came. */
  readonly statusCode: number | null;
  /** At most 4 KiB of names and values; null where no response came. */
  readonly responseHeaders: Readonly<Record<string, string>> | null;
  /** First 4 KiB as text; null where no response came. */
  readonly responseBody: string | null;
}

/** Bytes of a response body that are read before the connection is dropped. */
export const MAX_RESPONSE_BYTES = 64 * 1024;

/** Bytes of a response body that are kept. */
export const KEPT_RESPONSE_BYTES = 4 * 1024;

/**
 * Port: sends one POST and follows the delivery rules: one deadline for everything from name resolution to the last
 * byte, no redirects, no request to a blocked address, at most {@link MAX_RESPONSE_BYTES} read.
 */
export abstract class Sender {
  /** Never rejects: every failure is a report. */
  abstract send(request: SendRequest): Promise<SendReport>;

  /** Drops what is under way after `graceMs` and closes all connections. */
  abstract close(graceMs: number): Promise<void>;
}
