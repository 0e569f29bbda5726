import type { EventPayloads } from '../../src/events';

/** A small payload that tells its number. */
export const uploaded = (resumeId: number): EventPayloads['resume.uploaded'] => ({
  taskId: 'c8a15791-e250-40f6-a2da-fe25e68dbfa6',
  resumeId,
  fileName: `${resumeId}.pdf`,
  userId: 1,
  fileSize: 1,
  fileType: 'application/pdf',
  status: 'QUEUED',
});
