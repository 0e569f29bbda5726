import { IsString, Length } from 'class-validator';
import { Trimmed } from '../../common';
import { IsAccountEmail, IsNewPassword, IsUsername } from './account-fields';

/** A new organization and its first ADMIN. */
export class RegisterRequest {
  /** 2–50 letters, digits or `. _ @ -`; unique whatever the case. */
  @IsUsername()
  username: string;

  @IsAccountEmail()
  email: string;

  /** 8–128 characters. */
  @IsNewPassword()
  password: string;

  @Trimmed()
  @IsString()
  @Length(1, 100)
  organizationName: string;
}
