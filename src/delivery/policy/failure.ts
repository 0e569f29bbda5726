/** Classes of failure; recorded with the attempt and shown to people. */
export const FAILURE_CLASSES = [
  'dns_error',
  'connection_refused',
  'connection_reset',
  'connection_error',
  'tls_error',
  'timeout',
  'blocked_address',
  'redirect_refused',
  'http_4xx',
  'http_5xx',
  'http_unexpected',
  'invalid_response',
  'response_too_large',
  'invalid_request',
] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];

/** What one HTTP request came to. */
export type AttemptResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly failure: FailureClass;
      /** One sentence for a person. */
      readonly error: string;
      /** The receiver asked for this much patience, ms; null where it did not. */
      readonly retryAfterMs: number | null;
      /** The receiver said 410: it wants no more. */
      readonly gone: boolean;
    };

export type AttemptFailure = Extract<AttemptResult, { ok: false }>;
