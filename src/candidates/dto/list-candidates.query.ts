import { Transform } from 'class-transformer';
import { IsIn, IsNotEmpty, IsNumber, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { PageQuery, Trimmed } from '../../common';
import { CANDIDATE_SOURCES } from '../../events';
import type { CandidateSource } from '../candidate-source';
import { MAX_TERM_LENGTH } from '../candidate-terms';

const toNumber = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? +value : value,
  );

export class ListCandidatesQuery extends PageQuery {
  /** The beginning of the name or of a word in it, whatever its case. */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_TERM_LENGTH)
  name?: string;

  /** The beginning of a skill. */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_TERM_LENGTH)
  skill?: string;

  /** The beginning of a school's name. */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_TERM_LENGTH)
  school?: string;

  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(254)
  email?: string;

  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(40)
  phone?: string;

  /** Years of experience, at least. */
  @IsOptional()
  @toNumber()
  @IsNumber()
  @Min(0)
  @Max(70)
  minYears?: number;

  /** Years of experience, at most. */
  @IsOptional()
  @toNumber()
  @IsNumber()
  @Min(0)
  @Max(70)
  maxYears?: number;

  @IsOptional()
  @IsIn(CANDIDATE_SOURCES)
  source?: CandidateSource;
}
