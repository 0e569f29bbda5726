import { IsString, Length } from 'class-validator';
import { MAX_PASSWORD_LENGTH } from '../users/passwords';

export class LoginRequest {
  @IsString()
  @Length(1, 100)
  username: string;

  @IsString()
  @Length(1, MAX_PASSWORD_LENGTH)
  password: string;
}
