import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, In, LessThan } from 'typeorm';
import { decodeCursor, type Page, toPage } from '../common';
import { UnitOfWork } from '../database';
import type { ListApplicationsQuery } from './dto/list-applications.query';
import { ApplicationStatusChange } from './entities/application-status-change.entity';
import { Application } from './entities/application.entity';

@Injectable()
export class ApplicationsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  find(organizationId: number, id: number): Promise<Application | null> {
    return this.unitOfWork.read((manager) => manager.findOneBy(Application, { organizationId, id }));
  }

  findMany(organizationId: number, ids: readonly number[]): Promise<Application[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.unitOfWork.read((manager) => manager.findBy(Application, { organizationId, id: In([...ids]) }));
  }

  /** The row, which nobody else changes until the unit of work ends. */
  lock(organizationId: number, id: number): Promise<Application | null> {
    return this.unitOfWork.manager.findOne(Application, {
      where: { organizationId, id },
      lock: this.unitOfWork.isSqlite ? undefined : { mode: 'pessimistic_write' },
    });
  }

  /** The candidates' applications, which nobody else changes until the unit of work ends. */
  lockOfCandidates(organizationId: number, candidateIds: readonly number[]): Promise<Application[]> {
    return this.unitOfWork.manager.find(Application, {
      where: { organizationId, candidateId: In([...candidateIds]) },
      order: { id: 'ASC' },
      lock: this.unitOfWork.isSqlite ? undefined : { mode: 'pessimistic_write' },
    });
  }

  findOfCandidates(organizationId: number, candidateIds: readonly number[]): Promise<Application[]> {
    return this.unitOfWork.read((manager) =>
      manager.findBy(Application, { organizationId, candidateId: In([...candidateIds]) }),
    );
  }

  async clearNotes(applicationIds: readonly number[]): Promise<void> {
    if (applicationIds.length === 0) return;
    const where = { applicationId: In([...applicationIds]) };
    await this.unitOfWork.manager.update(ApplicationStatusChange, where, { note: null });
  }

  exists(jobId: number, candidateId: number): Promise<boolean> {
    return this.unitOfWork.read((manager) => manager.existsBy(Application, { jobId, candidateId }));
  }

  /** Newest first. */
  async list(organizationId: number, query: ListApplicationsQuery): Promise<Page<Application>> {
    const where: FindOptionsWhere<Application> = { organizationId };
    if (query.status) where.status = query.status;
    if (query.jobId) where.jobId = query.jobId;
    if (query.candidateId) where.candidateId = query.candidateId;
    if (query.cursor) where.id = LessThan(decodeCursor(query.cursor, ['number'])[0]);
    const rows = await this.unitOfWork.read((manager) =>
      manager.find(Application, { where, order: { id: 'DESC' }, take: query.limit + 1 }),
    );
    return toPage(rows, query.limit, (application) => [application.id]);
  }

  history(applicationId: number): Promise<ApplicationStatusChange[]> {
    return this.unitOfWork.read((manager) =>
      manager.find(ApplicationStatusChange, { where: { applicationId }, order: { id: 'ASC' } }),
    );
  }

  async insert(application: Omit<Application, 'id'>): Promise<Application> {
    const { identifiers } = await this.unitOfWork.manager.insert(Application, { ...application });
    return { ...application, id: Number(identifiers[0].id) };
  }

  async update(application: Application): Promise<void> {
    const { id, ...columns } = application;
    await this.unitOfWork.manager.update(Application, { id }, columns);
  }

  async addChange(change: Omit<ApplicationStatusChange, 'id'>): Promise<void> {
    await this.unitOfWork.manager.insert(ApplicationStatusChange, { ...change });
  }
}
