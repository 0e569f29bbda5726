import { Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import { UnitOfWork } from '../database';
import { SystemErrorMark } from './entities/system-error-mark.entity';

@Injectable()
export class SystemErrorMarksRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Inside a unit of work: claims the next `quietMs` for one report.
   * @returns false where another report, perhaps of another process, has claimed them
   */
  async claim(organizationId: number, source: string, now: number, quietMs: number): Promise<boolean> {
    const { manager } = this.unitOfWork;
    const pair = { organizationId, source };
    const renewed = await manager.update(
      SystemErrorMark,
      { ...pair, lastAt: LessThanOrEqual(now - quietMs) },
      { lastAt: now },
    );
    if (renewed.affected === 1) return true;
    if (await manager.existsBy(SystemErrorMark, pair)) return false;
    // Two processes may come here at once: the index refuses one, whose unit of work then fails as a whole.
    await manager.insert(SystemErrorMark, { ...pair, lastAt: now });
    return true;
  }
}
