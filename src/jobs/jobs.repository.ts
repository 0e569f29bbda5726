import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, toPage } from '../common';
import { UnitOfWork } from '../database';
import type { ListJobsQuery } from './dto/list-jobs.query';
import { Job } from './entities/job.entity';

@Injectable()
export class JobsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  find(organizationId: number, id: number): Promise<Job | null> {
    return this.unitOfWork.read((manager) => manager.findOneBy(Job, { organizationId, id }));
  }

  /** The row, which nobody else changes until the unit of work ends. */
  lock(organizationId: number, id: number): Promise<Job | null> {
    return this.unitOfWork.manager.findOne(Job, {
      where: { organizationId, id },
      lock: this.unitOfWork.isSqlite ? undefined : { mode: 'pessimistic_write' },
    });
  }

  findMany(organizationId: number, ids: readonly number[]): Promise<Job[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.unitOfWork.read((manager) => manager.findBy(Job, { organizationId, id: In([...ids]) }));
  }

  /** Newest first. */
  async list(organizationId: number, query: ListJobsQuery): Promise<Page<Job>> {
    const rows = await this.unitOfWork.read((manager) => {
      const select = manager
        .createQueryBuilder(Job, 'job')
        .where('job.organizationId = :organizationId', { organizationId })
        .orderBy('job.id', 'DESC')
        .limit(query.limit + 1);
      if (query.cursor) select.andWhere('job.id < :before', { before: decodeCursor(query.cursor, ['number'])[0] });
      if (query.status) select.andWhere('job.status = :status', { status: query.status });
      if (query.title) {
        const pattern = `%${query.title.toLowerCase().replace(/[!%_]/g, '!$&')}%`;
        select.andWhere("LOWER(job.title) LIKE :pattern ESCAPE '!'", { pattern });
      }
      return select.getMany();
    });
    return toPage(rows, query.limit, (job) => [job.id]);
  }

  async insert(job: Omit<Job, 'id'>): Promise<Job> {
    const { identifiers } = await this.unitOfWork.manager.insert(Job, { ...job });
    return { ...job, id: Number(identifiers[0].id) };
  }

  /** Writes a changed row; its version grows by one. */
  async update(job: Job): Promise<void> {
    job.version += 1;
    const { id, ...columns } = job;
    await this.unitOfWork.manager.update(Job, { id }, columns);
  }
}
