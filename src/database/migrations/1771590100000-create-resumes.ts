import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable, dropTables } from '../portable-table';

/** Résumés, and the queue of parsing work. */
export class CreateResumes1771590100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'resumes',
      columns: {
        id: column.id(),
        organization_id: column.bigint(),
        user_id: column.bigint(),
        file_name: column.string(255),
        file_size: column.int(),
        file_type: column.string(100),
        sha256: column.string(64),
        storage_key: column.string(60),
        status: column.string(10),
        task_id: column.string(36),
        candidate_id: column.bigint({ nullable: true }),
        profile: column.json({ nullable: true }),
        created_at: column.time(),
        updated_at: column.time(),
      },
      indexes: [
        { name: 'resumes_organization', columns: ['organization_id', 'id'] },
        { name: 'resumes_content', columns: ['organization_id', 'sha256'], unique: true },
        { name: 'resumes_storage', columns: ['storage_key'] },
      ],
    });
    await createTable(runner, {
      name: 'parse_tasks',
      columns: {
        id: column.id(),
        task_id: column.string(36),
        organization_id: column.bigint(),
        resume_id: column.bigint(),
        status: column.string(10),
        attempts: column.int(),
        progress: column.int(),
        due_at: column.time({ nullable: true }),
        error_message: column.string(500, { nullable: true }),
        created_at: column.time(),
        finished_at: column.time({ nullable: true }),
      },
      indexes: [
        { name: 'parse_tasks_task', columns: ['task_id'], unique: true },
        { name: 'parse_tasks_due', columns: ['due_at'] },
        { name: 'parse_tasks_resume', columns: ['resume_id'] },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'parse_tasks', 'resumes');
  }
}
