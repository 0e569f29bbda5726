import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

const RAW_RESPONSE = 'http:raw-response';

/** Marks a route whose answer is not JSON in the envelope, e.g. a metrics page or a file. */
export const RawResponse = () => SetMetadata(RAW_RESPONSE, true);

/** Wraps each success as `{ code: 200, message: "success", data }`, with HTTP 200 also for creations. */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const raw = this.reflector.getAllAndOverride<boolean | undefined>(RAW_RESPONSE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (raw) return next.handle();
    context.switchToHttp().getResponse<FastifyReply>().status(200);
    return next.handle().pipe(map((data: unknown) => ({ code: 200, message: 'success', data: data ?? null })));
  }
}
