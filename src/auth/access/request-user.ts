import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AuthenticatedUser } from './authenticated-user';

/** A request once the authentication guard has seen it; `user` stays undefined on public routes. */
export interface RequestWithUser extends FastifyRequest {
  user?: AuthenticatedUser;
}

export function userOf(context: ExecutionContext): AuthenticatedUser | undefined {
  return context.switchToHttp().getRequest<RequestWithUser>().user;
}
