import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error';
import { HTTP_STATUS_OF_KIND } from '../errors/error-kind';
import type { UnexpectedErrorReporter } from '../errors/unexpected-error-reporter';
import type { Logger } from '../logging/logger';
import { translateFrameworkError } from './framework-errors';

/** Seconds after which a client may ask again when the service is away. */
const RETRY_AFTER_S = 5;

interface RequestWithUser extends FastifyRequest {
  user?: { organizationId: number | null };
}

/** Turns whatever was thrown into the error envelope. Unplanned failures are logged, reported and answered with 500. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly reporter: UnexpectedErrorReporter,
    /** True where the failure says that something the product stands on, such as the database, is away. */
    private readonly isUnreachable: (thrown: unknown) => boolean = () => false,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<RequestWithUser>();
    const reply = http.getResponse<FastifyReply>();
    const error = this.toAppError(thrown, request);
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    const status = HTTP_STATUS_OF_KIND[error.kind];
    if (error.retryAfterSeconds !== undefined) void reply.header('Retry-After', String(error.retryAfterSeconds));
    if (error.kind === 'unauthenticated') void reply.header('WWW-Authenticate', 'Bearer');
    // A route may have named the type of its success before it failed.
    void reply
      .type('application/json; charset=utf-8')
      .status(status)
      .send({
        code: status,
        message: error.message,
        data: null,
        error: { type: error.type, details: error.details, requestId: request.id },
      });
  }

  private toAppError(thrown: unknown, request: RequestWithUser): AppError {
    if (thrown instanceof AppError && thrown.kind !== 'internal') return thrown;
    const known = translateFrameworkError(thrown, thrown instanceof HttpException ? thrown.getStatus() : undefined);
    if (known) return known;
    if (this.isUnreachable(thrown)) return this.unavailable(thrown, request);
    const source = `${request.method} ${request.routeOptions?.url ?? 'unknown route'}`;
    this.logger.failure(thrown, { requestId: request.id, source }, 'request failed unexpectedly');
    this.reporter.report(thrown, {
      source,
      organizationId: request.user?.organizationId ?? null,
      errorId: request.id,
    });
    return new AppError({
      type: 'internal.unexpected',
      kind: 'internal',
      message: `Something went wrong on our side. Please try again; if it stays, quote request ${request.id}.`,
    });
  }

  private unavailable(thrown: unknown, request: RequestWithUser): AppError {
    const { code } = (thrown ?? {}) as { code?: unknown };
    this.logger.caution({ requestId: request.id, code: typeof code === 'string' ? code : null }, 'request not served');
    return new AppError({
      type: 'service.unavailable',
      kind: 'unavailable',
      message: 'The service cannot answer right now. Please try again in a moment.',
      retryAfterSeconds: RETRY_AFTER_S,
      cause: thrown,
    });
  }
}
