import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { RECOMMENDATIONS } from '../../events';
import type { Recommendation } from '../entities/interview.entity';

export class CompleteInterviewRequest {
  /** 1–10. */
  @IsInt()
  @Min(1)
  @Max(10)
  score: number;

  @IsIn(RECOMMENDATIONS)
  recommendation: Recommendation;

  /** At most 10 000 characters. Stays inside: no event carries it. */
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  feedback?: string | null;
}
