import { IsIn, IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { Trimmed } from '../../common';
import { APPLICATION_STATUSES } from '../../events';
import type { ApplicationStatus } from '../application-status';

export class ChangeApplicationStatusRequest {
  @IsIn(APPLICATION_STATUSES)
  status: ApplicationStatus;

  /** Why; at most 2 000 characters. */
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(2000)
  note?: string | null;

  /** The version that the decision was made from. Given, a change in between is answered with 409. */
  @IsOptional()
  @IsInt()
  @Min(1)
  version?: number;
}
