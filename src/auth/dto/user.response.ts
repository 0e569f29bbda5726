import type { LocalTime } from '../../common';
import type { Role } from '../users/role';
import type { User } from '../users/user.entity';

export class UserResponse {
  id: number;
  username: string;
  /** null for an OPERATOR. */
  email: string | null;
  role: Role;
  /** null for an OPERATOR. */
  organizationId: number | null;
  /** yyyy-MM-ddTHH:mm:ss */
  createdAt: string;

  static of(user: User, localTime: LocalTime): UserResponse {
    return {
      id: user.id,
      username: user.username,
      email: user.email,
      role: user.role,
      organizationId: user.organizationId,
      createdAt: localTime.format(user.createdAt),
    };
  }
}
