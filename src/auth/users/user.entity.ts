import { Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, StringColumn, TimeColumn } from '../../database';
import type { Role } from './role';

@Entity('users')
@Index('users_username', ['usernameKey'], { unique: true })
@Index('users_email', ['emailKey'], { unique: true })
@Index('users_organization', ['organizationId'])
export class User {
  @IdColumn()
  id: number;

  /** null for an OPERATOR only. */
  @BigIntColumn('organization_id', { nullable: true })
  organizationId: number | null;

  /** As the user wrote it. */
  @StringColumn('username', 50)
  username: string;

  /** What makes two usernames the same, see `identityKey`. */
  @StringColumn('username_key', 100)
  usernameKey: string;

  /** null only for an OPERATOR, who is made at the command line. */
  @StringColumn('email', 254, { nullable: true })
  email: string | null;

  @StringColumn('email_key', 254, { nullable: true })
  emailKey: string | null;

  /** Argon2id in PHC format, salt and parameters included. */
  @StringColumn('password_hash', 255)
  passwordHash: string;

  @StringColumn('role', 20)
  role: Role;

  @TimeColumn('created_at')
  createdAt: number;
}
