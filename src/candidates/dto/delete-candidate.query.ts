import { IsIn, IsOptional } from 'class-validator';

export class DeleteCandidateQuery {
  /** Must be `true`: a candidate is never merely deleted. Erasing cannot be undone. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'erase must be true or false' })
  erase?: string;
}
