import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { decodeCursor, type Page, toPage } from '../common';
import { UnitOfWork } from '../database';
import type { ListResumesQuery } from './dto/list-resumes.query';
import { Resume } from './entities/resume.entity';

@Injectable()
export class ResumesRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  find(organizationId: number, id: number): Promise<Resume | null> {
    return this.unitOfWork.read((manager) => manager.findOneBy(Resume, { organizationId, id }));
  }

  findByContent(organizationId: number, sha256: string): Promise<Resume | null> {
    return this.unitOfWork.read((manager) => manager.findOneBy(Resume, { organizationId, sha256 }));
  }

  /** Newest first; without what was read from each. */
  async list(organizationId: number, query: ListResumesQuery): Promise<Page<Resume>> {
    const rows = await this.unitOfWork.read((manager) => {
      const select = manager
        .createQueryBuilder(Resume, 'resume')
        .where('resume.organizationId = :organizationId', { organizationId })
        .orderBy('resume.id', 'DESC')
        .limit(query.limit + 1);
      if (query.cursor) select.andWhere('resume.id < :before', { before: decodeCursor(query.cursor, ['number'])[0] });
      if (query.status) select.andWhere('resume.status = :status', { status: query.status });
      if (query.candidateId) select.andWhere('resume.candidateId = :candidateId', { candidateId: query.candidateId });
      return select.getMany();
    });
    return toPage(rows, query.limit, (resume) => [resume.id]);
  }

  async knownStorageKeys(keys: readonly string[]): Promise<Set<string>> {
    const rows = await this.unitOfWork.read((manager) =>
      manager.find(Resume, { select: { storageKey: true }, where: { storageKey: In([...keys]) } }),
    );
    return new Set(rows.map((row) => row.storageKey));
  }

  async insert(resume: Omit<Resume, 'id'>): Promise<Resume> {
    const { identifiers } = await this.unitOfWork.manager.insert(Resume, { ...resume });
    const row = { ...resume, id: Number(identifiers[0].id) };
    return row;
  }

  /** Inside a unit of work: the candidates' résumés, which nobody else changes until it ends. */
  lockOfCandidates(organizationId: number, candidateIds: readonly number[]): Promise<Resume[]> {
    return this.unitOfWork.manager.find(Resume, {
      where: { organizationId, candidateId: In([...candidateIds]) },
      order: { id: 'ASC' },
      lock: this.unitOfWork.isSqlite ? undefined : { mode: 'pessimistic_write' },
    });
  }

  async remove(ids: readonly number[]): Promise<void> {
    if (ids.length > 0) await this.unitOfWork.manager.delete(Resume, { id: In([...ids]) });
  }

  /** @returns how many there were */
  async moveToCandidate(organizationId: number, from: number, to: number): Promise<number> {
    const { affected } = await this.unitOfWork.manager.update(
      Resume,
      { organizationId, candidateId: from },
      { candidateId: to },
    );
    return affected ?? 0;
  }

  /** Changes a résumé as long as `taskId` is still its latest task. @returns whether it was */
  async updateForTask(id: number, taskId: string, change: Partial<Omit<Resume, 'id'>>): Promise<boolean> {
    // Row-typed JSON is deeply read-only, which TypeORM's partial type does not accept.
    const { affected } = await this.unitOfWork.manager.update(Resume, { id, taskId }, change);
    return affected === 1;
  }
}
