import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable, dropTables } from '../portable-table';

/** Webhooks and the times during which their subscriptions held. */
export class CreateWebhooks1771580000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'webhooks',
      columns: {
        id: column.id(),
        organization_id: column.bigint(),
        owner_id: column.bigint(),
        url: column.string(2048),
        description: column.string(500, { nullable: true }),
        events: column.json(),
        secret_encrypted: column.longText(),
        secret_hint: column.string(12),
        signature_encoding: column.string(5),
        headers_encrypted: column.longText({ nullable: true }),
        max_in_flight: column.int(),
        rate_limit: column.int({ nullable: true }),
        ordered: column.boolean(),
        version: column.int(),
        created_at: column.time(),
        updated_at: column.time(),
        deleted_at: column.time({ nullable: true }),
      },
      indexes: [{ name: 'webhooks_organization', columns: ['organization_id', 'id'] }],
    });
    await createTable(runner, {
      name: 'webhook_subscriptions',
      columns: {
        id: column.id(),
        organization_id: column.bigint(),
        webhook_id: column.bigint(),
        pattern: column.string(60),
        since_at: column.time(),
        until_at: column.time({ nullable: true }),
      },
      indexes: [
        { name: 'webhook_subscriptions_match', columns: ['organization_id', 'pattern'] },
        { name: 'webhook_subscriptions_webhook', columns: ['webhook_id'] },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'webhook_subscriptions', 'webhooks');
  }
}
