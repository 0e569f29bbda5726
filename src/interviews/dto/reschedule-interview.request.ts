import { IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { INTERVIEW_TYPES } from '../../events';
import type { InterviewType } from '../entities/interview.entity';

/** What is left out stays. */
export class RescheduleInterviewRequest {
  /** yyyy-MM-ddTHH:mm:ss */
  @IsString()
  scheduledAt: string;

  /** 1–1440. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1440)
  durationMinutes?: number;

  /** A user of the organization. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  interviewerId?: number;

  @IsOptional()
  @IsIn(INTERVIEW_TYPES)
  interviewType?: InterviewType;

  /** The version that the change was made from. Given, a change in between is answered with 409. */
  @IsOptional()
  @IsInt()
  @Min(1)
  version?: number;
}
