import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable, dropTables } from '../portable-table';

/** Organizations, their users, refresh tokens and the audit log. */
export class CreateAuth1771570000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'organizations',
      columns: { id: column.id(), name: column.string(100), created_at: column.time() },
    });
    await createTable(runner, {
      name: 'users',
      columns: {
        id: column.id(),
        organization_id: column.bigint({ nullable: true }),
        username: column.string(50),
        username_key: column.string(100),
        email: column.string(254, { nullable: true }),
        email_key: column.string(254, { nullable: true }),
        password_hash: column.string(255),
        role: column.string(20),
        created_at: column.time(),
      },
      indexes: [
        { name: 'users_username', columns: ['username_key'], unique: true },
        { name: 'users_email', columns: ['email_key'], unique: true },
        { name: 'users_organization', columns: ['organization_id'] },
      ],
    });
    await createTable(runner, {
      name: 'refresh_tokens',
      columns: {
        id: column.id(),
        user_id: column.bigint(),
        family_id: column.string(36),
        token_hash: column.string(64),
        created_at: column.time(),
        expires_at: column.time(),
        used_at: column.time({ nullable: true }),
        revoked_at: column.time({ nullable: true }),
      },
      indexes: [
        { name: 'refresh_tokens_hash', columns: ['token_hash'], unique: true },
        { name: 'refresh_tokens_family', columns: ['family_id'] },
        { name: 'refresh_tokens_user', columns: ['user_id'] },
      ],
    });
    await createTable(runner, {
      name: 'audit_log',
      columns: {
        id: column.id(),
        organization_id: column.bigint({ nullable: true }),
        actor_id: column.bigint({ nullable: true }),
        action: column.string(60),
        target_type: column.string(40),
        target_id: column.string(64),
        details: column.json({ nullable: true }),
        created_at: column.time(),
      },
      indexes: [{ name: 'audit_log_organization', columns: ['organization_id', 'created_at'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'audit_log', 'refresh_tokens', 'users', 'organizations');
  }
}
