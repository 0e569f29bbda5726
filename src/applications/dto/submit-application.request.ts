import { IsInt, Max, Min } from 'class-validator';

/** A candidate applies for a published job. */
export class SubmitApplicationRequest {
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  jobId: number;

  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  candidateId: number;
}
