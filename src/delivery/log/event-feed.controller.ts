import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { type AuthenticatedUser, CurrentUser, organizationOf, Roles } from '../../auth';
import { ApiPage, decodeCursor, type Page, toPage } from '../../common';
import type { EventRow } from '../outbox/event.entity';
import { eventNotFound } from './delivery.errors';
import { EventFeedRepository } from './event-feed.repository';
import { EventResponse } from './event.response';
import { ListEventsQuery } from './list-events.query';

/** The organization's events in order, for receivers that reconcile. Nothing ever appears before what was seen. */
@ApiTags('events')
@ApiBearerAuth()
@Roles('ADMIN', 'HR')
@Controller('events')
export class EventFeedController {
  constructor(private readonly events: EventFeedRepository) {}

  /** Events in order, behind `after` or `cursor`. */
  @Get()
  @ApiPage(EventResponse)
  async list(@CurrentUser() user: AuthenticatedUser, @Query() query: ListEventsQuery): Promise<Page<EventResponse>> {
    const organizationId = organizationOf(user);
    const afterId = await this.position(organizationId, query);
    const rows = await this.events.list(organizationId, query.type, afterId, query.limit + 1);
    const page = toPage(rows, query.limit, (row) => [row.id]);
    return { items: page.items.map(toResponse), nextCursor: page.nextCursor };
  }

  /** One event by its public id. */
  @Get(':eventId')
  async get(@CurrentUser() user: AuthenticatedUser, @Param('eventId') eventId: string): Promise<EventResponse> {
    const event = await this.events.find(organizationOf(user), eventId);
    if (!event) throw eventNotFound();
    return toResponse(event);
  }

  private async position(organizationId: number, { cursor, after }: ListEventsQuery): Promise<number> {
    if (cursor) return decodeCursor(cursor, ['number'] as const)[0];
    if (!after) return 0;
    const event = await this.events.find(organizationId, after);
    if (!event) throw eventNotFound();
    return event.id;
  }
}

function toResponse(event: EventRow): EventResponse {
  return JSON.parse(event.message) as EventResponse;
}
