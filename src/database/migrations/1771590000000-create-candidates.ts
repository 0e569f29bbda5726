import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable, dropTables } from '../portable-table';

/** Candidates, and the terms that they are searched by. */
export class CreateCandidates1771590000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'candidates',
      columns: {
        id: column.id(),
        organization_id: column.bigint(),
        name: column.string(200, { nullable: true }),
        email: column.string(254, { nullable: true }),
        phone: column.string(40, { nullable: true }),
        email_key: column.string(254, { nullable: true }),
        phone_key: column.string(40, { nullable: true }),
        skills: column.json(),
        education: column.json(),
        employers: column.json(),
        years_of_experience: column.float({ nullable: true }),
        source: column.string(10),
        resume_id: column.bigint({ nullable: true }),
        edited_fields: column.json(),
        version: column.int(),
        created_by: column.bigint(),
        created_at: column.time(),
        updated_by: column.bigint(),
        updated_at: column.time(),
      },
      indexes: [
        { name: 'candidates_organization', columns: ['organization_id', 'id'] },
        { name: 'candidates_email', columns: ['organization_id', 'email_key'], unique: true },
        { name: 'candidates_phone', columns: ['organization_id', 'phone_key'], unique: true },
        { name: 'candidates_years', columns: ['organization_id', 'years_of_experience'] },
      ],
    });
    await createTable(runner, {
      name: 'candidate_terms',
      columns: {
        id: column.id(),
        organization_id: column.bigint(),
        candidate_id: column.bigint(),
        kind: column.string(10),
        term: column.string(100),
      },
      indexes: [
        { name: 'candidate_terms_search', columns: ['organization_id', 'kind', 'term', 'candidate_id'] },
        { name: 'candidate_terms_candidate', columns: ['candidate_id'] },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'candidate_terms', 'candidates');
  }
}
