import { Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, IntColumn, LongTextColumn, StringColumn, TimeColumn } from '../../database';
import type { JobStatus } from '../job-status';

export const EMPLOYMENT_TYPES = ['FULL_TIME', 'PART_TIME', 'CONTRACT', 'INTERNSHIP'] as const;
export type EmploymentType = (typeof EMPLOYMENT_TYPES)[number];

/** A job posting of an organization. */
@Entity('jobs')
@Index('jobs_organization', ['organizationId', 'id'])
export class Job {
  @IdColumn()
  id: number;

  @BigIntColumn('organization_id')
  organizationId: number;

  @StringColumn('title', 200)
  title: string;

  @LongTextColumn('description', { nullable: true })
  description: string | null;

  @StringColumn('department', 100, { nullable: true })
  department: string | null;

  @StringColumn('location', 100, { nullable: true })
  location: string | null;

  @StringColumn('employment_type', 20, { nullable: true })
  employmentType: EmploymentType | null;

  @StringColumn('status', 20)
  status: JobStatus;

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

  @BigIntColumn('published_by', { nullable: true })
  publishedBy: number | null;

  @TimeColumn('published_at', { nullable: true })
  publishedAt: number | null;

  @BigIntColumn('closed_by', { nullable: true })
  closedBy: number | null;

  @TimeColumn('closed_at', { nullable: true })
  closedAt: number | null;
}
