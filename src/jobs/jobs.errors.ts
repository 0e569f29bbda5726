import { AppError } from '../common';
import type { JobStatus } from './job-status';

export const jobNotFound = (id: number) =>
  new AppError({ type: 'job.not_found', kind: 'not_found', message: `There is no job ${id}.` });

export const jobIllegalTransition = (from: JobStatus, to: JobStatus) =>
  new AppError({
    type: 'job.illegal_transition',
    kind: 'conflict',
    message: `A job that is ${from} cannot become ${to}; the way is DRAFT, PUBLISHED, CLOSED.`,
  });

export const jobClosed = () =>
  new AppError({ type: 'job.closed', kind: 'conflict', message: 'A closed job can no longer be changed.' });

export const jobVersionStale = (current: number) =>
  new AppError({
    type: 'job.version_stale',
    kind: 'conflict',
    message: `The job was changed in the meantime and is at version ${current}; read it again and repeat the change.`,
    details: [{ field: 'version', message: `is not the current version, ${current}` }],
  });

export const jobNotPublished = (status: JobStatus) =>
  new AppError({
    type: 'job.not_published',
    kind: 'conflict',
    message: `Only a published job takes applications; this one is ${status}.`,
  });
