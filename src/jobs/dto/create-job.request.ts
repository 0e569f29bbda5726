import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { Trimmed } from '../../common';
import { EMPLOYMENT_TYPES, type EmploymentType } from '../entities/job.entity';

/** A new job; it starts as a DRAFT. */
export class CreateJobRequest {
  /** 1–200 characters. */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title: string;

  /** At most 20 000 characters. */
  @IsOptional()
  @IsString()
  @MaxLength(20_000)
  description?: string | null;

  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(100)
  department?: string | null;

  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(100)
  location?: string | null;

  @IsOptional()
  @IsIn(EMPLOYMENT_TYPES)
  employmentType?: EmploymentType | null;
}
