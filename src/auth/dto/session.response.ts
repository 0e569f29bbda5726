import type { UserResponse } from './user.response';

export class SessionResponse {
  /** JWT for the `Authorization: Bearer` header. */
  accessToken: string;
  /** Works once, for a new pair of tokens. */
  refreshToken: string;
  /** Life of the access token, seconds. */
  expiresIn: number;
  user: UserResponse;
}
