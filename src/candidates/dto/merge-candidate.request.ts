import { IsInt, Max, Min } from 'class-validator';
import { IsVersion } from './candidate-fields';

/** Which candidate is the same person. */
export class MergeCandidateRequest {
  /** The duplicate. Its id is no longer used afterwards. */
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  candidateId: number;

  /** The version of the candidate who stays, as it was read. */
  @IsVersion()
  version: number;
}
