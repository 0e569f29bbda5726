import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../database';
import { AuditEntry } from './audit-entry.entity';

@Injectable()
export class AuditRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Inside the caller's unit of work. */
  async insert(entry: Omit<AuditEntry, 'id'>): Promise<void> {
    await this.unitOfWork.manager.insert(AuditEntry, { ...entry, details: entry.details as object | null });
  }
}
