import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual, Not } from 'typeorm';
import { UnitOfWork } from '../../database';
import { ParseTask } from '../entities/parse-task.entity';

@Injectable()
export class ParseTasksRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  find(organizationId: number, taskId: string): Promise<ParseTask | null> {
    return this.unitOfWork.read((manager) => manager.findOneBy(ParseTask, { organizationId, taskId }));
  }

  findByTaskId(taskId: string): Promise<ParseTask | null> {
    return this.unitOfWork.read((manager) => manager.findOneBy(ParseTask, { taskId }));
  }

  async insert(task: Omit<ParseTask, 'id'>): Promise<void> {
    await this.unitOfWork.manager.insert(ParseTask, { ...task });
  }

  async removeOf(resumeIds: readonly number[]): Promise<void> {
    if (resumeIds.length > 0) await this.unitOfWork.manager.delete(ParseTask, { resumeId: In([...resumeIds]) });
  }

  /** Unfinished tasks whose time has come, the longest due first: fresh ones, retries, and those whose worker died. */
  due(now: number, limit: number): Promise<ParseTask[]> {
    return this.unitOfWork.read((manager) =>
      manager.find(ParseTask, {
        where: { dueAt: LessThanOrEqual(now) },
        order: { dueAt: 'ASC', id: 'ASC' },
        take: limit,
      }),
    );
  }

  /** Begins an attempt, unless somebody else was faster. @param leasedUntil ms since the epoch */
  async claim(task: ParseTask, leasedUntil: number): Promise<ParseTask | null> {
    const claimed = { status: 'PROCESSING' as const, attempts: task.attempts + 1, progress: 10, dueAt: leasedUntil };
    const { affected } = await this.unitOfWork.manager.update(
      ParseTask,
      { id: task.id, attempts: task.attempts, dueAt: task.dueAt ?? IsNull() },
      claimed,
    );
    return affected === 1 ? { ...task, ...claimed } : null;
  }

  /** Writes to a task as long as the given attempt is still the running one. @returns whether it was */
  async updateAttempt(task: ParseTask, change: Partial<Omit<ParseTask, 'id'>>): Promise<boolean> {
    const { affected } = await this.unitOfWork.manager.update(
      ParseTask,
      { id: task.id, attempts: task.attempts, status: 'PROCESSING' },
      change,
    );
    return affected === 1;
  }

  /** Makes every running attempt due now. Only where no other process can be running one. @returns how many there were */
  async releaseAll(now: number): Promise<number> {
    const { affected } = await this.unitOfWork.manager.update(
      ParseTask,
      { status: 'PROCESSING', dueAt: Not(IsNull()) },
      { dueAt: now },
    );
    return affected ?? 0;
  }
}
