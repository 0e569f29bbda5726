import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { type AuthenticatedUser, CurrentUser, Roles } from '../auth';
import { ApiPage, IdParam, LocalTime, type Page } from '../common';
import { CancelInterviewRequest } from './dto/cancel-interview.request';
import { CompleteInterviewRequest } from './dto/complete-interview.request';
import { InterviewResponse } from './dto/interview.response';
import { ListInterviewsQuery } from './dto/list-interviews.query';
import { RescheduleInterviewRequest } from './dto/reschedule-interview.request';
import { ScheduleInterviewRequest } from './dto/schedule-interview.request';
import { type InterviewInContext, InterviewsService } from './interviews.service';

@ApiTags('interviews')
@ApiBearerAuth()
@Controller('interviews')
@Roles('ADMIN', 'HR')
export class InterviewsController {
  constructor(
    private readonly interviews: InterviewsService,
    private readonly time: LocalTime,
  ) {}

  /** Schedules an interview; an application at SCREENING moves to INTERVIEW with it. 409 where the interviewer is busy. */
  @Post()
  async schedule(
    @CurrentUser() user: AuthenticatedUser,
    @Body() request: ScheduleInterviewRequest,
  ): Promise<InterviewResponse> {
    return this.answer(await this.interviews.schedule(user, request));
  }

  /** The organization's interviews, or an interviewer's own; the last scheduled first. */
  @Get()
  @Roles('ADMIN', 'HR', 'INTERVIEWER')
  @ApiPage(InterviewResponse)
  async list(
    @CurrentUser() user: AuthenticatedUser,
    @Query() query: ListInterviewsQuery,
  ): Promise<Page<InterviewResponse>> {
    const page = await this.interviews.list(user, query);
    return { ...page, items: page.items.map((found) => this.answer(found)) };
  }

  @Get(':id')
  @Roles('ADMIN', 'HR', 'INTERVIEWER')
  async get(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<InterviewResponse> {
    return this.answer(await this.interviews.get(user, id));
  }

  /** Another time, and where given another length, interviewer or type. */
  @Post(':id/reschedule')
  async reschedule(
    @CurrentUser() user: AuthenticatedUser,
    @IdParam() id: number,
    @Body() request: RescheduleInterviewRequest,
  ): Promise<InterviewResponse> {
    return this.answer(await this.interviews.reschedule(user, id, request));
  }

  /** Completes an interview with a score and a recommendation; an INTERVIEWER only own ones. */
  @Post(':id/complete')
  @Roles('ADMIN', 'HR', 'INTERVIEWER')
  async complete(
    @CurrentUser() user: AuthenticatedUser,
    @IdParam() id: number,
    @Body() request: CompleteInterviewRequest,
  ): Promise<InterviewResponse> {
    return this.answer(await this.interviews.complete(user, id, request));
  }

  @Post(':id/cancel')
  async cancel(
    @CurrentUser() user: AuthenticatedUser,
    @IdParam() id: number,
    @Body() request: CancelInterviewRequest,
  ): Promise<InterviewResponse> {
    return this.answer(await this.interviews.cancel(user, id, request));
  }

  private answer(found: InterviewInContext): InterviewResponse {
    return InterviewResponse.of(found, this.time);
  }
}
