import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { type Role, ROLES } from '../users/role';

/** Who may call a route: everybody, any signed-in user, or those of some roles. */
export type Access = 'public' | 'any' | readonly Role[];

/** Metadata key. A route's own access wins over its controller's. */
export const ACCESS = 'auth:access';

/** The API's description names the same roles as the guard asks for. */
const access = (value: Access, roles: readonly Role[]) =>
  applyDecorators(SetMetadata(ACCESS, value), ApiExtension('x-roles', [...roles]));

/** Needs no token; a token that is sent is not looked at. */
export const Public = () => access('public', []);

/** Needs a token, of whatever role. */
export const AnyRole = () => access('any', ROLES);

/** Needs a token of one of these roles. */
export const Roles = (...roles: [Role, ...Role[]]) => access(roles, roles);
