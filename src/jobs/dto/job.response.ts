import type { LocalTime } from '../../common';
import type { EmploymentType, Job } from '../entities/job.entity';
import type { JobStatus } from '../job-status';

export class JobResponse {
  id: number;
  title: string;
  description: string | null;
  department: string | null;
  location: string | null;
  employmentType: EmploymentType | null;
  status: JobStatus;
  /** Send it back with a change. */
  version: number;
  createdBy: number;
  /** yyyy-MM-ddTHH:mm:ss */
  createdAt: string;
  updatedBy: number;
  updatedAt: string;
  publishedBy: number | null;
  publishedAt: string | null;
  closedBy: number | null;
  closedAt: string | null;

  static of(job: Job, time: LocalTime): JobResponse {
    return {
      id: job.id,
      title: job.title,
      description: job.description,
      department: job.department,
      location: job.location,
      employmentType: job.employmentType,
      status: job.status,
      version: job.version,
      createdBy: job.createdBy,
      createdAt: time.format(job.createdAt),
      updatedBy: job.updatedBy,
      updatedAt: time.format(job.updatedAt),
      publishedBy: job.publishedBy,
      publishedAt: time.formatNullable(job.publishedAt),
      closedBy: job.closedBy,
      closedAt: time.formatNullable(job.closedAt),
    };
  }
}
