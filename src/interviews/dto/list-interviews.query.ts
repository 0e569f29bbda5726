import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Min } from 'class-validator';
import { PageQuery } from '../../common';
import { INTERVIEW_STATUSES, type InterviewStatus } from '../interview-status';

export class ListInterviewsQuery extends PageQuery {
  @IsOptional()
  @IsIn(INTERVIEW_STATUSES)
  status?: InterviewStatus;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  applicationId?: number;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  interviewerId?: number;

  /** Begins at this time or later, yyyy-MM-ddTHH:mm:ss. */
  @IsOptional()
  @IsString()
  from?: string;

  /** Begins before this time, yyyy-MM-ddTHH:mm:ss. */
  @IsOptional()
  @IsString()
  to?: string;
}
