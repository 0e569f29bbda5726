import type { ResumeUploaded } from '../events';
import type { Resume } from './entities/resume.entity';

/** What the three résumé events have in common, in the order in which receivers see it. */
export function resumeEventOf(resume: Resume, taskId: string): Omit<ResumeUploaded, 'status'> {
  return {
    taskId,
    resumeId: resume.id,
    fileName: resume.fileName,
    userId: resume.userId,
    fileSize: resume.fileSize,
    fileType: resume.fileType,
  };
}
