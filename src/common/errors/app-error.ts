import type { ErrorKind } from './error-kind';

/** A fault in one field of the input. `field` is a path such as `events.0`. */
export interface ErrorDetail {
  field: string;
  message: string;
}

export interface AppErrorOptions {
  /** Permanent dotted identifier, e.g. `webhook.url_blocked`. Never changes once released. */
  type: string;
  kind: ErrorKind;
  /** One sentence that a person can act on. Never holds a secret. */
  message: string;
  details?: ErrorDetail[];
  /** Seconds after which the same request may succeed; becomes the `Retry-After` header. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** The only error that services throw on purpose. Anything else is a defect and answers 500. */
export class AppError extends Error {
  readonly type: string;
  readonly kind: ErrorKind;
  readonly details: ErrorDetail[];
  readonly retryAfterSeconds?: number;

  constructor(options: AppErrorOptions) {
    super(options.message, { cause: options.cause });
    this.name = 'AppError';
    this.type = options.type;
    this.kind = options.kind;
    this.details = options.details ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** A single faulty field, answered with 400. */
  static invalidField(field: string, message: string, type = 'request.validation_failed'): AppError {
    return new AppError({
      type,
      kind: 'malformed',
      message: `${field}: ${message}`,
      details: [{ field, message }],
    });
  }
}
