export const INTERVIEW_STATUSES = ['SCHEDULED', 'COMPLETED', 'CANCELLED'] as const;
export type InterviewStatus = (typeof INTERVIEW_STATUSES)[number];

/** What can be done with an interview. */
export type InterviewAction = 'complete' | 'cancel' | 'reschedule';

/** An interview that took place or was called off stays as it is. */
const RESULT: Readonly<Record<InterviewStatus, Partial<Record<InterviewAction, InterviewStatus>>>> = {
  SCHEDULED: { complete: 'COMPLETED', cancel: 'CANCELLED', reschedule: 'SCHEDULED' },
  COMPLETED: {},
  CANCELLED: {},
};

/** @returns the state after the action, or null where the action is not allowed */
export const interviewAfter = (status: InterviewStatus, action: InterviewAction): InterviewStatus | null =>
  RESULT[status][action] ?? null;
