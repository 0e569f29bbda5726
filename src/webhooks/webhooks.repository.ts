import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, In, IsNull, MoreThan } from 'typeorm';
import { UnitOfWork } from '../database';
import { Webhook } from './entities/webhook.entity';

/** Webhooks that exist; deleted ones are nobody's business here. */
@Injectable()
export class WebhooksRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  find(id: number): Promise<Webhook | null> {
    return this.unitOfWork.read((manager) => manager.findOneBy(Webhook, { id, deletedAt: IsNull() }));
  }

  /** Inside a unit of work: nobody else changes the row until that ends. */
  findForUpdate(id: number): Promise<Webhook | null> {
    return this.unitOfWork.manager.findOne(Webhook, {
      where: { id, deletedAt: IsNull() },
      ...(this.unitOfWork.isSqlite ? {} : { lock: { mode: 'pessimistic_write' as const } }),
    });
  }

  findAll(ids: readonly number[]): Promise<Webhook[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.unitOfWork.read((manager) =>
      manager.find(Webhook, { where: { id: In(ids), deletedAt: IsNull() }, order: { id: 'ASC' } }),
    );
  }

  /** @param ownerId null: of all owners */
  list(organizationId: number, ownerId: number | null): Promise<Webhook[]> {
    return this.unitOfWork.read((manager) =>
      manager.find(Webhook, {
        where: { organizationId, deletedAt: IsNull(), ...(ownerId === null ? {} : { ownerId }) },
        order: { id: 'ASC' },
      }),
    );
  }

  /**
   * By ascending id.
   * @param organizationId null: of all organizations
   */
  page(organizationId: number | null, afterId: number, limit: number): Promise<Webhook[]> {
    const where: FindOptionsWhere<Webhook> = { id: MoreThan(afterId), deletedAt: IsNull() };
    if (organizationId !== null) where.organizationId = organizationId;
    return this.unitOfWork.read((manager) => manager.find(Webhook, { where, order: { id: 'ASC' }, take: limit }));
  }

  /**
   * Inside a unit of work, before an insert: counts an organization's webhooks and lets nobody else of the organization
   * count until that unit of work ends. The lock is on the organization's row, since a webhook that is not there yet
   * cannot be locked; on SQLite units of work take turns anyway.
   */
  async countForInsert(organizationId: number): Promise<number> {
    const { manager, isSqlite } = this.unitOfWork;
    if (!isSqlite) await manager.query('SELECT id FROM organizations WHERE id = ? FOR UPDATE', [organizationId]);
    return manager.countBy(Webhook, { organizationId, deletedAt: IsNull() });
  }

  async insert(webhook: Omit<Webhook, 'id'>): Promise<Webhook> {
    const { identifiers } = await this.unitOfWork.manager.insert(Webhook, { ...webhook });
    return { ...webhook, id: Number(identifiers[0].id) };
  }

  /** Writes the whole row, which the unit of work must have locked. */
  async update({ id, ...columns }: Webhook): Promise<void> {
    await this.unitOfWork.manager.update(Webhook, { id }, columns);
  }
}
