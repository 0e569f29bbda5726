import { AppError } from '../common';
import type { InterviewAction, InterviewStatus } from './interview-status';

export const interviewNotFound = (id: number) =>
  new AppError({ type: 'interview.not_found', kind: 'not_found', message: `There is no interview ${id}.` });

export const interviewerNotFound = (id: number) =>
  new AppError({
    type: 'interview.interviewer_not_found',
    kind: 'not_found',
    message: `There is no user ${id} in your organization.`,
    details: [{ field: 'interviewerId', message: 'is no user of your organization' }],
  });

export const interviewIllegalTransition = (status: InterviewStatus, action: InterviewAction) =>
  new AppError({
    type: 'interview.illegal_transition',
    kind: 'conflict',
    message: `An interview that is ${status} has come to its end; you can no longer ${action} it.`,
  });

export const interviewerBusy = (interviewId: number) =>
  new AppError({
    type: 'interview.interviewer_busy',
    kind: 'conflict',
    message: `The interviewer has another interview (${interviewId}) at that time.`,
  });

export const interviewVersionStale = (current: number) =>
  new AppError({
    type: 'interview.version_stale',
    kind: 'conflict',
    message: `The interview was changed in the meantime and is at version ${current}; read it again and repeat.`,
    details: [{ field: 'version', message: `is not the current version, ${current}` }],
  });

export const interviewNotOwn = () =>
  new AppError({
    type: 'interview.not_own',
    kind: 'forbidden',
    message: 'An interviewer sees and completes own interviews only.',
  });
