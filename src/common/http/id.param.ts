import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error';

const ID_PATTERN = /^[1-9]\d{0,15}$/;

/**
 * A path parameter that is a row's id: decimal digits, 1 to 2^53 - 1. Reads the request itself, because a pipe would
 * only see what the validation has made a number of (`1e3`, `0x10`).
 */
export const IdParam = createParamDecorator((name: string | undefined, context: ExecutionContext): number => {
  const field = name ?? 'id';
  const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
  const id = Number(params[field]);
  if (!ID_PATTERN.test(params[field] ?? '') || !Number.isSafeInteger(id)) {
    throw AppError.invalidField(field, 'must be a positive integer', 'request.invalid_id');
  }
  return id;
});
