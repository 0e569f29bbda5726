import type { LoggerService } from '@nestjs/common';
import pino, { type Logger as PinoLogger } from 'pino';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** Structured fields of a log line. Ids and counts only: never bodies, secrets, signatures or résumé text. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

/** JSON lines on stdout. ERROR means that a person must act; a receiver's failure is INFO. */
export class Logger implements LoggerService {
  private constructor(private readonly pino: PinoLogger) {}

  static create(level: LogLevel): Logger {
    return new Logger(pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }));
  }

  /** A logger whose lines all carry `fields`. */
  child(fields: LogFields): Logger {
    return new Logger(this.pino.child(fields));
  }

  info(fields: LogFields, message: string): void {
    this.pino.info(fields, message);
  }

  /** Something is off but the product copes. */
  caution(fields: LogFields, message: string): void {
    this.pino.warn(fields, message);
  }

  /** A person must act. */
  failure(error: unknown, fields: LogFields, message: string): void {
    this.pino.error({ ...fields, err: describe(error) }, message);
  }

  // Nest's own interface, used by the framework only.
  log(message: unknown, context?: string): void {
    this.pino.debug({ context }, String(message));
  }
  error(message: unknown, stack?: string, context?: string): void {
    this.pino.error({ context, stack }, String(message));
  }
  warn(message: unknown, context?: string): void {
    this.pino.warn({ context }, String(message));
  }
  debug(message: unknown, context?: string): void {
    this.pino.debug({ context }, String(message));
  }
  verbose(message: unknown, context?: string): void {
    this.pino.trace({ context }, String(message));
  }
}

/**
 * What of an error may be logged. A database's error carries the statement, its parameters and often a value in its
 * message, that is, bodies and personal data: of it only kind, code and place are kept.
 */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, errno, query, cause } = error as Error & { code?: unknown; errno?: unknown; query?: unknown };
  const place = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    code,
    errno,
    message: query === undefined ? error.message.slice(0, 500) : 'a statement failed',
    stack: place.join('\n'),
    ...(cause === undefined ? {} : { cause: describe(cause) }),
  };
}
