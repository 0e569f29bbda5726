import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { type AuthenticatedUser, CurrentUser, organizationOf, Roles } from '../auth';
import { ApiPage, IdParam, LocalTime, type Page } from '../common';
import { CreateJobRequest } from './dto/create-job.request';
import { JobResponse } from './dto/job.response';
import { ListJobsQuery } from './dto/list-jobs.query';
import { UpdateJobRequest } from './dto/update-job.request';
import type { Job } from './entities/job.entity';
import { JobsService } from './jobs.service';

@ApiTags('jobs')
@ApiBearerAuth()
@Controller('jobs')
@Roles('ADMIN', 'HR')
export class JobsController {
  constructor(
    private readonly jobs: JobsService,
    private readonly time: LocalTime,
  ) {}

  /** Creates a job as a DRAFT. */
  @Post()
  async create(@CurrentUser() user: AuthenticatedUser, @Body() request: CreateJobRequest): Promise<JobResponse> {
    return this.answer(await this.jobs.create(user, request));
  }

  /** The organization's jobs, newest first. */
  @Get()
  @ApiPage(JobResponse)
  async list(@CurrentUser() user: AuthenticatedUser, @Query() query: ListJobsQuery): Promise<Page<JobResponse>> {
    const page = await this.jobs.list(user, query);
    return { ...page, items: page.items.map((job) => this.answer(job)) };
  }

  @Get(':id')
  async get(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<JobResponse> {
    return this.answer(await this.jobs.get(organizationOf(user), id));
  }

  /** Changes fields of a DRAFT or PUBLISHED job. A version that is not the current one is answered with 409. */
  @Patch(':id')
  async update(
    @CurrentUser() user: AuthenticatedUser,
    @IdParam() id: number,
    @Body() request: UpdateJobRequest,
  ): Promise<JobResponse> {
    return this.answer(await this.jobs.update(user, id, request));
  }

  /** DRAFT to PUBLISHED: from now on the job takes applications. */
  @Post(':id/publish')
  async publish(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<JobResponse> {
    return this.answer(await this.jobs.publish(user, id));
  }

  /** PUBLISHED to CLOSED: no more applications; those there are go on. */
  @Post(':id/close')
  async close(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<JobResponse> {
    return this.answer(await this.jobs.close(user, id));
  }

  private answer(job: Job): JobResponse {
    return JobResponse.of(job, this.time);
  }
}
