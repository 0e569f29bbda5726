import { IsOptional, IsString, MaxLength } from 'class-validator';
import { Trimmed } from '../../common';

export class CancelInterviewRequest {
  /** At most 500 characters. */
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(500)
  reason?: string | null;
}
