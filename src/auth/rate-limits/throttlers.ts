import type { ExecutionContext } from '@nestjs/common';
import type { ThrottlerModuleOptions, ThrottlerOptions } from '@nestjs/throttler';
import type { AppConfig } from '../../config';
import { ACCESS, type Access } from '../access/access';
import { type RequestWithUser, userOf } from '../access/request-user';
import { identityKey } from '../users/identity-key';
import { RATE_LIMITED, type RateLimitedRoute } from './rate-limited.decorator';
import type { WindowStorage } from './window-storage';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Refreshes that an address may make for each sign-in: many users of one office share an address. */
const REFRESHES_PER_LOGIN = 6;

const metadata = <T>(key: string, context: ExecutionContext): T | undefined =>
  (Reflect.getMetadata(key, context.getHandler()) ?? Reflect.getMetadata(key, context.getClass())) as T | undefined;

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<RequestWithUser>();

const notOn = (route: RateLimitedRoute) => (context: ExecutionContext) =>
  metadata<RateLimitedRoute>(RATE_LIMITED, context) !== route;

/** Probes, metrics and documentation are public and unlimited. */
const isUnlimited = (context: ExecutionContext) =>
  metadata<Access>(ACCESS, context) === 'public' && metadata(RATE_LIMITED, context) === undefined;

/** The account that somebody tries to enter, whatever they send. The body has not been validated yet. */
function usernameOf(context: ExecutionContext): string | null {
  const body = requestOf(context).body as { username?: unknown } | null | undefined;
  return typeof body?.username === 'string' ? identityKey(body.username.slice(0, 200)) : null;
}

/**
 * The limits: sign-in per address (against guessing many accounts' passwords) and per username (against many addresses
 * guessing one), registration and refresh per address, everything per user.
 */
export function createThrottlers({ rateLimits }: AppConfig, storage: WindowStorage): ThrottlerModuleOptions {
  const perAddress = (route: RateLimitedRoute, limit: number, ttl: number): ThrottlerOptions => ({
    name: route,
    limit,
    ttl,
    skipIf: notOn(route),
  });
  return {
    storage,
    setHeaders: false,
    generateKey: (_context, tracker, name) => `${name}:${tracker}`,
    throttlers: [
      perAddress('login', rateLimits.login, MINUTE),
      {
        name: 'login-username',
        limit: rateLimits.login,
        ttl: MINUTE,
        skipIf: (context) => notOn('login')(context) || usernameOf(context) === null,
        getTracker: (_request, context) => usernameOf(context) ?? '',
      },
      perAddress('refresh', rateLimits.login * REFRESHES_PER_LOGIN, MINUTE),
      perAddress('register', rateLimits.register, HOUR),
      {
        name: 'api',
        limit: rateLimits.api,
        ttl: MINUTE,
        skipIf: isUnlimited,
        getTracker: (_request, context) => {
          const user = userOf(context);
          return user ? `user:${user.id}` : `address:${requestOf(context).ip}`;
        },
      },
    ],
  };
}
