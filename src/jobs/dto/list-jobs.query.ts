import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../common';
import { JOB_STATUSES, type JobStatus } from '../job-status';

export class ListJobsQuery extends PageQuery {
  @IsOptional()
  @IsIn(JOB_STATUSES)
  status?: JobStatus;

  /** Part of the title, in any case. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  title?: string;
}
