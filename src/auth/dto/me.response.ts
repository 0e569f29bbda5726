import { UserResponse } from './user.response';

export class MeResponse extends UserResponse {
  /** null for an OPERATOR. */
  organizationName: string | null;
}
