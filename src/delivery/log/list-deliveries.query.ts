import { IsIn, IsOptional, Matches } from 'class-validator';
import { PageQuery } from '../../common';
import { EVENT_TYPES } from '../../events';
import { DELIVERY_STATUSES } from '../lanes/delivery.entity';

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;

export class ListDeliveriesQuery extends PageQuery {
  @IsOptional()
  @IsIn(DELIVERY_STATUSES)
  status?: string;

  @IsOptional()
  @IsIn(EVENT_TYPES)
  eventType?: string;

  /** Created at or after this time. */
  @IsOptional()
  @Matches(LOCAL_TIME, { message: 'must be a time such as 2026-02-20T16:00:00' })
  from?: string;

  /** Created before this time. */
  @IsOptional()
  @Matches(LOCAL_TIME, { message: 'must be a time such as 2026-02-20T16:00:00' })
  to?: string;
}
