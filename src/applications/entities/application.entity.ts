import { Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, IntColumn, StringColumn, TimeColumn } from '../../database';
import type { ApplicationStatus } from '../application-status';

/** A candidate's one application for one job. Names and titles stay where they are kept. */
@Entity('applications')
@Index('applications_job_candidate', ['jobId', 'candidateId'], { unique: true })
@Index('applications_organization', ['organizationId', 'id'])
@Index('applications_candidate', ['candidateId'])
export class Application {
  @IdColumn()
  id: number;

  @BigIntColumn('organization_id')
  organizationId: number;

  @BigIntColumn('job_id')
  jobId: number;

  @BigIntColumn('candidate_id')
  candidateId: number;

  @StringColumn('status', 20)
  status: ApplicationStatus;

  /** Grows with each change. */
  @IntColumn('version')
  version: number;

  @BigIntColumn('created_by')
  createdBy: number;

  @TimeColumn('created_at')
  createdAt: number;

  @BigIntColumn('updated_by')
  updatedBy: number;

  @TimeColumn('updated_at')
  updatedAt: number;
}
