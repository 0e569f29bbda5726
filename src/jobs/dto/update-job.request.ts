import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, MaxLength, Min, ValidateIf } from 'class-validator';
import { Trimmed } from '../../common';
import { EMPLOYMENT_TYPES, type EmploymentType } from '../entities/job.entity';

/** What is left out stays; null clears a field. */
export class UpdateJobRequest {
  /** The version that the change was made from. */
  @IsInt()
  @Min(1)
  version: number;

  /** 1–200 characters. */
  @ValidateIf((_, value) => value !== undefined)
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title?: string;

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
