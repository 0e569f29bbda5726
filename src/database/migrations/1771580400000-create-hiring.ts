import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable, dropTables } from '../portable-table';

/** Jobs, applications and interviews. */
export class CreateHiring1771580400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const trace = {
      version: column.int(),
      created_by: column.bigint(),
      created_at: column.time(),
      updated_by: column.bigint(),
      updated_at: column.time(),
    };
    await createTable(runner, {
      name: 'jobs',
      columns: {
        id: column.id(),
        organization_id: column.bigint(),
        title: column.string(200),
        description: column.longText({ nullable: true }),
        department: column.string(100, { nullable: true }),
        location: column.string(100, { nullable: true }),
        employment_type: column.string(20, { nullable: true }),
        status: column.string(20),
        ...trace,
        published_by: column.bigint({ nullable: true }),
        published_at: column.time({ nullable: true }),
        closed_by: column.bigint({ nullable: true }),
        closed_at: column.time({ nullable: true }),
      },
      indexes: [{ name: 'jobs_organization', columns: ['organization_id', 'id'] }],
    });
    await createTable(runner, {
      name: 'applications',
      columns: {
        id: column.id(),
        organization_id: column.bigint(),
        job_id: column.bigint(),
        candidate_id: column.bigint(),
        status: column.string(20),
        ...trace,
      },
      indexes: [
        { name: 'applications_job_candidate', columns: ['job_id', 'candidate_id'], unique: true },
        { name: 'applications_organization', columns: ['organization_id', 'id'] },
        { name: 'applications_candidate', columns: ['candidate_id'] },
      ],
    });
    await createTable(runner, {
      name: 'application_status_changes',
      columns: {
        id: column.id(),
        application_id: column.bigint(),
        previous_status: column.string(20, { nullable: true }),
        current_status: column.string(20),
        note: column.string(2000, { nullable: true }),
        changed_by: column.bigint(),
        changed_at: column.time(),
      },
      indexes: [{ name: 'application_status_changes_application', columns: ['application_id'] }],
    });
    await createTable(runner, {
      name: 'interviews',
      columns: {
        id: column.id(),
        organization_id: column.bigint(),
        application_id: column.bigint(),
        interviewer_id: column.bigint(),
        round: column.int(),
        interview_type: column.string(20),
        starts_at: column.time(),
        ends_at: column.time(),
        status: column.string(20),
        score: column.int({ nullable: true }),
        recommendation: column.string(20, { nullable: true }),
        feedback: column.longText({ nullable: true }),
        cancel_reason: column.string(500, { nullable: true }),
        ...trace,
        closed_at: column.time({ nullable: true }),
      },
      indexes: [
        { name: 'interviews_organization', columns: ['organization_id', 'id'] },
        { name: 'interviews_application', columns: ['application_id'] },
        { name: 'interviews_interviewer', columns: ['interviewer_id', 'starts_at'] },
      ],
    });
    await createTable(runner, { name: 'interviewer_calendars', columns: { interviewer_id: column.key() } });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(
      runner,
      'interviewer_calendars',
      'interviews',
      'application_status_changes',
      'applications',
      'jobs',
    );
  }
}
