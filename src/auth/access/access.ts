import { SetMetadata } from '@nestjs/common';
import type { Role } from '../users/role';

/** Who may call a route: everybody, any signed-in user, or those of some roles. */
export type Access = 'public' | 'any' | readonly Role[];

/** Metadata key. A route's own access wins over its controller's. */
export const ACCESS = 'auth:access';

/** Needs no token; a token that is sent is not looked at. */
export const Public = () => SetMetadata(ACCESS, 'public' satisfies Access);

/** Needs a token, of whatever role. */
export const AnyRole = () => SetMetadata(ACCESS, 'any' satisfies Access);

/** Needs a token of one of these roles. */
export const Roles = (...roles: [Role, ...Role[]]) => SetMetadata(ACCESS, roles satisfies Access);
