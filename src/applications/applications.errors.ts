import { AppError } from '../common';
import { type ApplicationStatus, nextStatuses } from './application-status';

export const applicationNotFound = (id: number) =>
  new AppError({ type: 'application.not_found', kind: 'not_found', message: `There is no application ${id}.` });

export const applicationDuplicate = (cause?: unknown) =>
  new AppError({
    type: 'application.duplicate',
    kind: 'conflict',
    message: 'This candidate has already applied for this job.',
    cause,
  });

export const applicationIllegalTransition = (from: ApplicationStatus, to: ApplicationStatus) => {
  const next = nextStatuses(from);
  return new AppError({
    type: 'application.illegal_transition',
    kind: 'conflict',
    message:
      next.length === 0
        ? `The application has come to its end (${from}) and cannot become ${to}.`
        : `An application that is ${from} cannot become ${to}; it can become ${next.join(', ')}.`,
  });
};

export const applicationVersionStale = (current: number) =>
  new AppError({
    type: 'application.version_stale',
    kind: 'conflict',
    message: `The application was changed in the meantime and is at version ${current}; read it again and repeat.`,
    details: [{ field: 'version', message: `is not the current version, ${current}` }],
  });

export const applicationNotInterviewable = (status: ApplicationStatus) =>
  new AppError({
    type: 'application.not_interviewable',
    kind: 'conflict',
    message: `Interviews belong to applications that are SCREENING or INTERVIEW; this one is ${status}.`,
  });

export const applicantNotFound = (candidateId: number) =>
  new AppError({
    type: 'candidate.not_found',
    kind: 'not_found',
    message: `There is no candidate ${candidateId}.`,
    details: [{ field: 'candidateId', message: 'is no candidate of your organization' }],
  });
