import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedUser } from './authenticated-user';
import { userOf } from './request-user';

/** The {@link AuthenticatedUser} who calls. Not for public routes: there is none. */
export const CurrentUser = createParamDecorator((_data: unknown, context: ExecutionContext): AuthenticatedUser => {
  const user = userOf(context);
  if (!user) throw new Error('@CurrentUser() on a public route');
  return user;
});
