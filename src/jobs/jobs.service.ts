import { Injectable } from '@nestjs/common';
import { type AuthenticatedUser, organizationOf } from '../auth';
import { Clock, type Page } from '../common';
import { UnitOfWork } from '../database';
import type { CreateJobRequest } from './dto/create-job.request';
import type { ListJobsQuery } from './dto/list-jobs.query';
import type { UpdateJobRequest } from './dto/update-job.request';
import type { Job } from './entities/job.entity';
import { canJobMove, type JobStatus } from './job-status';
import { jobClosed, jobIllegalTransition, jobNotFound, jobNotPublished, jobVersionStale } from './jobs.errors';
import { JobsRepository } from './jobs.repository';

const EDITABLE = ['title', 'description', 'department', 'location', 'employmentType'] as const;

@Injectable()
export class JobsService {
  constructor(
    private readonly jobs: JobsRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  create(user: AuthenticatedUser, request: CreateJobRequest): Promise<Job> {
    const now = this.clock.now();
    return this.unitOfWork.run(() =>
      this.jobs.insert({
        organizationId: organizationOf(user),
        title: request.title,
        description: request.description ?? null,
        department: request.department ?? null,
        location: request.location ?? null,
        employmentType: request.employmentType ?? null,
        status: 'DRAFT',
        version: 1,
        createdBy: user.id,
        createdAt: now,
        updatedBy: user.id,
        updatedAt: now,
        publishedBy: null,
        publishedAt: null,
        closedBy: null,
        closedAt: null,
      }),
    );
  }

  async get(organizationId: number, id: number): Promise<Job> {
    const job = await this.jobs.find(organizationId, id);
    if (!job) throw jobNotFound(id);
    return job;
  }

  list(user: AuthenticatedUser, query: ListJobsQuery): Promise<Page<Job>> {
    return this.jobs.list(organizationOf(user), query);
  }

  /** A request that changes nothing answers the row as it is. */
  update(user: AuthenticatedUser, id: number, request: UpdateJobRequest): Promise<Job> {
    return this.unitOfWork.run(async () => {
      const job = await this.lock(organizationOf(user), id);
      if (job.version !== request.version) throw jobVersionStale(job.version);
      if (job.status === 'CLOSED') throw jobClosed();
      const given = EDITABLE.filter((field) => request[field] !== undefined);
      const changes = Object.fromEntries(given.map((field) => [field, request[field]])) as Partial<Job>;
      if (given.every((field) => job[field] === changes[field])) return job;
      Object.assign(job, changes, { updatedBy: user.id, updatedAt: this.clock.now() });
      await this.jobs.update(job);
      return job;
    });
  }

  publish(user: AuthenticatedUser, id: number): Promise<Job> {
    return this.move(user, id, 'PUBLISHED', (now) => ({ publishedBy: user.id, publishedAt: now }));
  }

  close(user: AuthenticatedUser, id: number): Promise<Job> {
    return this.move(user, id, 'CLOSED', (now) => ({ closedBy: user.id, closedAt: now }));
  }

  /**
   * Inside a unit of work: the job, which stays published until that ends.
   * @throws AppError `job.not_found`, `job.not_published`
   */
  async requirePublished(organizationId: number, id: number): Promise<Job> {
    const job = await this.lock(organizationId, id);
    if (job.status !== 'PUBLISHED') throw jobNotPublished(job.status);
    return job;
  }

  /** Titles of the organization's jobs among `ids`. */
  async titlesOf(organizationId: number, ids: readonly number[]): Promise<Map<number, string>> {
    const jobs = await this.jobs.findMany(organizationId, [...new Set(ids)]);
    return new Map(jobs.map((job) => [job.id, job.title]));
  }

  private move(
    user: AuthenticatedUser,
    id: number,
    to: JobStatus,
    traceOf: (now: number) => Partial<Job>,
  ): Promise<Job> {
    return this.unitOfWork.run(async () => {
      const job = await this.lock(organizationOf(user), id);
      if (!canJobMove(job.status, to)) throw jobIllegalTransition(job.status, to);
      const now = this.clock.now();
      Object.assign(job, { status: to, updatedBy: user.id, updatedAt: now }, traceOf(now));
      await this.jobs.update(job);
      return job;
    });
  }

  private async lock(organizationId: number, id: number): Promise<Job> {
    const job = await this.jobs.lock(organizationId, id);
    if (!job) throw jobNotFound(id);
    return job;
  }
}
