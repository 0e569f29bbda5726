import { SetMetadata } from '@nestjs/common';

/** Routes that get a limit of their own, besides the general one. */
export type RateLimitedRoute = 'login' | 'refresh' | 'register';

export const RATE_LIMITED = 'auth:rate-limited';

export const RateLimited = (route: RateLimitedRoute) => SetMetadata(RATE_LIMITED, route);
