import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable, dropTables } from '../portable-table';

/** Erased persons, merged candidates, and events whose data is gone. */
export class CreateErasures1771600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'candidate_erasures',
      columns: {
        id: column.id(),
        organization_id: column.bigint(),
        candidate_id: column.bigint(),
        requested_by: column.bigint(),
        requested_at: column.time(),
        completed_at: column.time({ nullable: true }),
        due_at: column.time({ nullable: true }),
        scope: column.json(),
        files: column.json(),
        counts: column.json(),
        position: column.bigint(),
      },
      indexes: [
        { name: 'candidate_erasures_candidate', columns: ['organization_id', 'candidate_id'], unique: true },
        { name: 'candidate_erasures_due', columns: ['due_at'] },
      ],
    });
    await createTable(runner, {
      name: 'candidate_merges',
      columns: {
        candidate_id: column.key(),
        organization_id: column.bigint(),
        merged_into: column.bigint(),
        merged_by: column.bigint(),
        merged_at: column.time(),
      },
      indexes: [{ name: 'candidate_merges_survivor', columns: ['organization_id', 'merged_into'] }],
    });
    const type = runner.dataSource.options.type === 'better-sqlite3' ? 'integer' : 'bigint';
    await runner.query(`ALTER TABLE events ADD COLUMN erased_at ${type} NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE events DROP COLUMN erased_at');
    await dropTables(runner, 'candidate_merges', 'candidate_erasures');
  }
}
