import { IsString, Length } from 'class-validator';

export class RefreshRequest {
  /** From the latest sign-in or refresh; each one can be used once. */
  @IsString()
  @Length(1, 200)
  refreshToken: string;
}
