import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable, dropTables } from '../portable-table';

/** Announcements of maintenance and the marks that keep `system.error` rare. */
export class CreateSystem1771580500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'maintenance_announcements',
      columns: {
        id: column.id(),
        title: column.string(200),
        message: column.string(2000),
        starts_at: column.time(),
        ends_at: column.time(),
        last_organization_id: column.bigint(),
        announced_count: column.int(),
        created_by: column.bigint(),
        created_at: column.time(),
        finished_at: column.time({ nullable: true }),
      },
      indexes: [{ name: 'maintenance_announcements_finished', columns: ['finished_at'] }],
    });
    await createTable(runner, {
      name: 'system_error_marks',
      columns: {
        id: column.id(),
        organization_id: column.bigint(),
        source: column.string(200),
        last_at: column.time(),
      },
      indexes: [{ name: 'system_error_marks_source', columns: ['organization_id', 'source'], unique: true }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'system_error_marks', 'maintenance_announcements');
  }
}
