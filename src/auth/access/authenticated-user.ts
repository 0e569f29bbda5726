import { noOrganization } from '../auth.errors';
import type { Role } from '../users/role';

/** Who calls, as the access token says. */
export interface AuthenticatedUser {
  readonly id: number;
  readonly username: string;
  readonly role: Role;
  /** null for an OPERATOR only. */
  readonly organizationId: number | null;
}

/**
 * The organization that a request is about: the caller's own.
 * @throws AppError `auth.no_organization` for an OPERATOR
 */
export function organizationOf(user: AuthenticatedUser): number {
  if (user.organizationId === null) throw noOrganization();
  return user.organizationId;
}
