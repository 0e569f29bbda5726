import { IsIn } from 'class-validator';
import { MEMBER_ROLES, type MemberRole } from '../users/role';
import { IsAccountEmail, IsNewPassword, IsUsername } from './account-fields';

/** A new user of the caller's own organization. */
export class CreateUserRequest {
  @IsUsername()
  username: string;

  @IsAccountEmail()
  email: string;

  /** 8–128 characters. */
  @IsNewPassword()
  password: string;

  @IsIn(MEMBER_ROLES)
  role: MemberRole;
}
