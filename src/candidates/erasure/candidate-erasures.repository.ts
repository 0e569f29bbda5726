import { Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import { UnitOfWork } from '../../database';
import { CandidateErasure } from './candidate-erasure.entity';

@Injectable()
export class CandidateErasuresRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  find(organizationId: number, candidateId: number): Promise<CandidateErasure | null> {
    return this.unitOfWork.read((manager) => manager.findOneBy(CandidateErasure, { organizationId, candidateId }));
  }

  get(id: number): Promise<CandidateErasure> {
    return this.unitOfWork.read((manager) => manager.findOneByOrFail(CandidateErasure, { id }));
  }

  /** The row, which nobody else changes until the unit of work ends. */
  lock(id: number): Promise<CandidateErasure> {
    return this.unitOfWork.manager.findOneOrFail(CandidateErasure, {
      where: { id },
      lock: this.unitOfWork.isSqlite ? undefined : { mode: 'pessimistic_write' },
    });
  }

  /** Unfinished ones that nobody has worked on for a while. */
  due(now: number, limit: number): Promise<CandidateErasure[]> {
    return this.unitOfWork.read((manager) =>
      manager.find(CandidateErasure, { where: { dueAt: LessThanOrEqual(now) }, order: { id: 'ASC' }, take: limit }),
    );
  }

  async insert(erasure: Omit<CandidateErasure, 'id'>): Promise<CandidateErasure> {
    const { identifiers } = await this.unitOfWork.manager.insert(CandidateErasure, { ...erasure });
    return { ...erasure, id: Number((identifiers[0] as { id: number | string }).id) };
  }

  async save({ id, ...columns }: CandidateErasure): Promise<void> {
    await this.unitOfWork.manager.update(CandidateErasure, { id }, columns);
  }
}
