import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { type AuthenticatedUser, CurrentUser, Roles } from '../auth';
import { ApiPage, IdParam, LocalTime, type Page } from '../common';
import { ApplicationsService, type NamedApplication } from './applications.service';
import { ApplicationDetailsResponse, ApplicationStatusChangeResponse } from './dto/application-details.response';
import { ApplicationResponse } from './dto/application.response';
import { ChangeApplicationStatusRequest } from './dto/change-application-status.request';
import { ListApplicationsQuery } from './dto/list-applications.query';
import { SubmitApplicationRequest } from './dto/submit-application.request';

@ApiTags('applications')
@ApiBearerAuth()
@Controller('applications')
@Roles('ADMIN', 'HR')
export class ApplicationsController {
  constructor(
    private readonly applications: ApplicationsService,
    private readonly time: LocalTime,
  ) {}

  /** Submits a candidate's application for a published job, once per candidate and job. */
  @Post()
  async submit(
    @CurrentUser() user: AuthenticatedUser,
    @Body() request: SubmitApplicationRequest,
  ): Promise<ApplicationResponse> {
    return this.answer(await this.applications.submit(user, request));
  }

  /** The organization's applications, newest first. */
  @Get()
  @ApiPage(ApplicationResponse)
  async list(
    @CurrentUser() user: AuthenticatedUser,
    @Query() query: ListApplicationsQuery,
  ): Promise<Page<ApplicationResponse>> {
    const page = await this.applications.list(user, query);
    return { ...page, items: page.items.map((named) => this.answer(named)) };
  }

  /** One application with its history. */
  @Get(':id')
  async get(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<ApplicationDetailsResponse> {
    const named = await this.applications.get(user, id);
    const history = await this.applications.history(id);
    return {
      ...this.answer(named),
      history: history.map((change) => ApplicationStatusChangeResponse.of(change, this.time)),
    };
  }

  /**
   * PENDING to SCREENING to INTERVIEW to OFFER to HIRED; REJECTED until there is an offer, WITHDRAWN until the hire.
   * Any other change is answered with 409.
   */
  @Patch(':id/status')
  async changeStatus(
    @CurrentUser() user: AuthenticatedUser,
    @IdParam() id: number,
    @Body() request: ChangeApplicationStatusRequest,
  ): Promise<ApplicationResponse> {
    return this.answer(await this.applications.changeStatus(user, id, request));
  }

  private answer(named: NamedApplication): ApplicationResponse {
    return ApplicationResponse.of(named.application, named, this.time);
  }
}
