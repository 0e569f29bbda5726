import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { PageQuery } from '../../common';
import { EVENT_TYPES } from '../../events';

export class ListEventsQuery extends PageQuery {
  @IsOptional()
  @IsIn(EVENT_TYPES)
  type?: string;

  /** `eventId` of the last event that the receiver has; the answer starts behind it. */
  @IsOptional()
  @IsUUID()
  after?: string;
}
