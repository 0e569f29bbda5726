import { Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, StringColumn, TimeColumn } from '../../database';

/** One refresh token of a session. Each use replaces it by the next of its family. */
@Entity('refresh_tokens')
@Index('refresh_tokens_hash', ['tokenHash'], { unique: true })
@Index('refresh_tokens_family', ['familyId'])
@Index('refresh_tokens_user', ['userId'])
export class RefreshToken {
  @IdColumn()
  id: number;

  @BigIntColumn('user_id')
  userId: number;

  /** All tokens that came from one sign-in. */
  @StringColumn('family_id', 36)
  familyId: string;

  /** Hex SHA-256; the token itself is never stored. */
  @StringColumn('token_hash', 64)
  tokenHash: string;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('expires_at')
  expiresAt: number;

  /** When it was exchanged for its successor; a second use is theft or a bug, and ends the family. */
  @TimeColumn('used_at', { nullable: true })
  usedAt: number | null;

  @TimeColumn('revoked_at', { nullable: true })
  revokedAt: number | null;
}
