import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { tokenMissing } from '../auth.errors';
import { AccessTokens } from '../tokens/access-tokens';
import { ACCESS, type Access } from './access';
import type { RequestWithUser } from './request-user';

const BEARER = /^Bearer +(\S+) *$/i;

/** Lets a request pass to any route but a public one only with a valid access token. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly accessTokens: AccessTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<RequestWithUser>();
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (!token) throw tokenMissing();
    request.user = await this.accessTokens.verify(token);
    return true;
  }
}
