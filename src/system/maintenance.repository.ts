import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { UnitOfWork } from '../database';
import { MaintenanceAnnouncement } from './entities/maintenance-announcement.entity';

@Injectable()
export class MaintenanceRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The row, which nobody else advances until the unit of work ends. */
  lock(id: number): Promise<MaintenanceAnnouncement> {
    return this.unitOfWork.manager.findOneOrFail(MaintenanceAnnouncement, {
      where: { id },
      lock: this.unitOfWork.isSqlite ? undefined : { mode: 'pessimistic_write' },
    });
  }

  async unfinishedIds(): Promise<number[]> {
    const rows = await this.unitOfWork.read((manager) =>
      manager.find(MaintenanceAnnouncement, {
        select: { id: true },
        where: { finishedAt: IsNull() },
        order: { id: 'ASC' },
      }),
    );
    return rows.map((row) => row.id);
  }

  async insert(announcement: Omit<MaintenanceAnnouncement, 'id'>): Promise<MaintenanceAnnouncement> {
    const { identifiers } = await this.unitOfWork.manager.insert(MaintenanceAnnouncement, { ...announcement });
    return { ...announcement, id: Number(identifiers[0].id) };
  }

  async update({ id, ...columns }: MaintenanceAnnouncement): Promise<void> {
    await this.unitOfWork.manager.update(MaintenanceAnnouncement, { id }, columns);
  }
}
