import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../database';
import { EventRow } from '../outbox/event.entity';

@Injectable()
export class EventFeedRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** In the order of fan-out, behind `afterId`. */
  async list(organizationId: number, type: string | undefined, afterId: number, limit: number): Promise<EventRow[]> {
    return this.unitOfWork.read((manager) => {
      const query = manager
        .createQueryBuilder(EventRow, 'event')
        .where('event.organizationId = :organizationId AND event.id > :afterId', { organizationId, afterId });
      if (type) query.andWhere('event.type = :type', { type });
      return query.orderBy('event.id').limit(limit).getMany();
    });
  }

  async find(organizationId: number, eventId: string): Promise<EventRow | null> {
    return this.unitOfWork.read((manager) => manager.findOneBy(EventRow, { eventId, organizationId }));
  }
}
