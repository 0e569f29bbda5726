/** Of a résumé and of the task that parses it. */
export const RESUME_STATUSES = ['QUEUED', 'PROCESSING', 'COMPLETED', 'FAILED'] as const;

export type ResumeStatus = (typeof RESUME_STATUSES)[number];
