import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Min } from 'class-validator';
import { PageQuery } from '../../common';
import { RESUME_STATUSES, type ResumeStatus } from '../resume-status';

export class ListResumesQuery extends PageQuery {
  @IsOptional()
  @IsIn(RESUME_STATUSES)
  status?: ResumeStatus;

  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? +value : value,
  )
  @IsInt()
  @Min(1)
  candidateId?: number;
}
