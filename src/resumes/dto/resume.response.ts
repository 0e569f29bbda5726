import type { LocalTime } from '../../common';
import type { Resume } from '../entities/resume.entity';
import type { ResumeProfile } from '../extraction/resume-extractor';
import type { ResumeStatus } from '../resume-status';

export class ResumeResponse {
  id: number;
  /** The latest parsing task; its progress is at `GET /resumes/tasks/{taskId}`. */
  taskId: string;
  fileName: string;
  /** Bytes. */
  fileSize: number;
  /** Media type, by content. */
  fileType: string;
  userId: number;
  status: ResumeStatus;
  candidateId: number | null;
  /** yyyy-MM-ddTHH:mm:ss */
  createdAt: string;
  updatedAt: string;

  static of(resume: Resume, localTime: LocalTime): ResumeResponse {
    return {
      id: resume.id,
      taskId: resume.taskId,
      fileName: resume.fileName,
      fileSize: resume.fileSize,
      fileType: resume.fileType,
      userId: resume.userId,
      status: resume.status,
      candidateId: resume.candidateId,
      createdAt: localTime.format(resume.createdAt),
      updatedAt: localTime.format(resume.updatedAt),
    };
  }
}

export class UploadedResumeResponse extends ResumeResponse {
  /** Whether the organization had these very bytes already: then this is the résumé of the first upload. */
  duplicate: boolean;
}

export class ResumeDetailResponse extends ResumeResponse {
  /** Each field with its confidence and the words that it was read from; null until parsing has completed. */
  profile: ResumeProfile | null;
  /** Why the latest task failed, or null. */
  errorMessage: string | null;
}
