/** Where an unexpected failure happened. */
export interface UnexpectedErrorContext {
  /** Stable name of the place, e.g. `POST /api/v1/webhooks` or `resumes.parse`. */
  source: string;
  /** Organization on whose behalf the work ran; null where there is none. */
  organizationId: number | null;
  /** Correlates with the log line and with the `requestId` or `errorId` shown to the user. */
  errorId: string;
}

/**
 * Port: told about each failure that nobody planned for. Implementations must not throw and must not block the
 * caller; the failure itself has been logged already.
 */
export abstract class UnexpectedErrorReporter {
  abstract report(error: unknown, context: UnexpectedErrorContext): void;
}

/** Used until a module provides a reporter with an audience. */
export class SilentUnexpectedErrorReporter extends UnexpectedErrorReporter {
  report(): void {}
}
