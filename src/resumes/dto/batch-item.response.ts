import type { UploadedResumeResponse } from './resume.response';

/** What became of one file of a batch, in the order in which they were sent. */
export class BatchItemResponse {
  fileName: string;
  success: boolean;
  resume: UploadedResumeResponse | null;
  error: { type: string; message: string } | null;
}
