import type { TestResult } from '../ports/test-sender';

/** What the receiver answered to a test. */
export class TestResultResponse implements TestResult {
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
