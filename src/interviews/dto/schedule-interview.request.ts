import { IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { INTERVIEW_TYPES } from '../../events';
import type { InterviewType } from '../entities/interview.entity';

/** An interview about an application that is SCREENING or INTERVIEW. */
export class ScheduleInterviewRequest {
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  applicationId: number;

  /** A user of the organization. */
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  interviewerId: number;

  @IsIn(INTERVIEW_TYPES)
  interviewType: InterviewType;

  /** yyyy-MM-ddTHH:mm:ss */
  @IsString()
  scheduledAt: string;

  /** 1–1440. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1440)
  durationMinutes?: number = 60;

  /** 1–100; by default the next one of the application. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  round?: number;
}
