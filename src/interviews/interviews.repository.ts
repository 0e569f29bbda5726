import { Injectable } from '@nestjs/common';
import { And, type FindOptionsWhere, In, LessThan, MoreThan, MoreThanOrEqual, Not } from 'typeorm';
import { decodeCursor, type Page, toPage } from '../common';
import { UnitOfWork } from '../database';
import { InterviewerCalendar } from './entities/interviewer-calendar.entity';
import { Interview } from './entities/interview.entity';
import type { InterviewStatus } from './interview-status';
import type { TimeSlot } from './time-slot';

export interface InterviewFilter {
  readonly status?: InterviewStatus;
  readonly applicationId?: number;
  readonly interviewerId?: number;
  /** ms since the epoch. */
  readonly from?: number;
  readonly to?: number;
}

@Injectable()
export class InterviewsRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  find(organizationId: number, id: number): Promise<Interview | null> {
    return this.unitOfWork.read((manager) => manager.findOneBy(Interview, { organizationId, id }));
  }

  /** The row, which nobody else changes until the unit of work ends. */
  lock(organizationId: number, id: number): Promise<Interview | null> {
    return this.unitOfWork.manager.findOne(Interview, {
      where: { organizationId, id },
      lock: this.unitOfWork.isSqlite ? undefined : { mode: 'pessimistic_write' },
    });
  }

  /** The applications' interviews, which nobody else changes until the unit of work ends. */
  lockOfApplications(applicationIds: readonly number[]): Promise<Interview[]> {
    return this.unitOfWork.manager.find(Interview, {
      where: { applicationId: In([...applicationIds]) },
      order: { id: 'ASC' },
      lock: this.unitOfWork.isSqlite ? undefined : { mode: 'pessimistic_write' },
    });
  }

  /** Newest first. */
  async list(
    organizationId: number,
    filter: InterviewFilter,
    page: { limit: number; cursor?: string },
  ): Promise<Page<Interview>> {
    const where: FindOptionsWhere<Interview> = { organizationId };
    if (filter.status) where.status = filter.status;
    if (filter.applicationId) where.applicationId = filter.applicationId;
    if (filter.interviewerId) where.interviewerId = filter.interviewerId;
    const times = [
      ...(filter.from === undefined ? [] : [MoreThanOrEqual(filter.from)]),
      ...(filter.to === undefined ? [] : [LessThan(filter.to)]),
    ];
    if (times.length > 0) where.startsAt = And(...times);
    if (page.cursor) where.id = LessThan(decodeCursor(page.cursor, ['number'])[0]);
    const rows = await this.unitOfWork.read((manager) =>
      manager.find(Interview, { where, order: { id: 'DESC' }, take: page.limit + 1 }),
    );
    return toPage(rows, page.limit, (interview) => [interview.id]);
  }

  /**
   * Keeps everybody else out of the interviewer's calendar until the unit of work ends. Taken after the locks of the
   * application and the interview, always in this order.
   */
  async lockCalendar(interviewerId: number): Promise<void> {
    // On SQLite units of work take turns already.
    if (this.unitOfWork.isSqlite) return;
    const { manager } = this.unitOfWork;
    const { tablePath } = manager.dataSource.getMetadata(InterviewerCalendar);
    // One statement that makes the row and locks it: a SELECT before an INSERT would make two newcomers deadlock.
    await manager.query(
      `INSERT INTO ${tablePath} (interviewer_id) VALUES (?) ON DUPLICATE KEY UPDATE interviewer_id = interviewer_id`,
      [interviewerId],
    );
  }

  /** An interview that the interviewer still has to hold during part of the slot, other than `exceptId`. */
  findOverlapping(interviewerId: number, slot: TimeSlot, exceptId: number | null): Promise<Interview | null> {
    return this.unitOfWork.manager.findOneBy(Interview, {
      interviewerId,
      status: 'SCHEDULED',
      startsAt: LessThan(slot.endsAt),
      endsAt: MoreThan(slot.startsAt),
      ...(exceptId === null ? {} : { id: Not(exceptId) }),
    });
  }

  /** The highest round of an application that was not cancelled, 0 where there is none. */
  async lastRound(applicationId: number): Promise<number> {
    const last = await this.unitOfWork.manager.findOne(Interview, {
      where: { applicationId, status: Not('CANCELLED') },
      order: { round: 'DESC' },
    });
    return last?.round ?? 0;
  }

  async insert(interview: Omit<Interview, 'id'>): Promise<Interview> {
    const { identifiers } = await this.unitOfWork.manager.insert(Interview, { ...interview });
    return { ...interview, id: Number(identifiers[0].id) };
  }

  /** Writes a changed row; its version grows by one. */
  async update(interview: Interview): Promise<void> {
    interview.version += 1;
    const { id, ...columns } = interview;
    await this.unitOfWork.manager.update(Interview, { id }, columns);
  }
}
