import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { roleForbidden } from '../auth.errors';
import { ACCESS, type Access } from './access';
import { userOf } from './request-user';

/** Denies by default: a route that does not say who may call it can be called by nobody. */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    const user = userOf(context);
    if (user && access === 'any') return true;
    if (user && Array.isArray(access) && access.includes(user.role)) return true;
    throw roleForbidden();
  }
}
