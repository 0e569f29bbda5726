/** A posting is written, then taken public, then closed for good. */
export const JOB_STATUSES = ['DRAFT', 'PUBLISHED', 'CLOSED'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

const NEXT: Readonly<Record<JobStatus, readonly JobStatus[]>> = {
  DRAFT: ['PUBLISHED'],
  PUBLISHED: ['CLOSED'],
  CLOSED: [],
};

export const canJobMove = (from: JobStatus, to: JobStatus): boolean => NEXT[from].includes(to);
