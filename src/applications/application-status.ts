import type { APPLICATION_STATUSES } from '../events';

export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

const NEXT: Readonly<Record<ApplicationStatus, readonly ApplicationStatus[]>> = {
  PENDING: ['SCREENING', 'REJECTED', 'WITHDRAWN'],
  SCREENING: ['INTERVIEW', 'REJECTED', 'WITHDRAWN'],
  INTERVIEW: ['OFFER', 'REJECTED', 'WITHDRAWN'],
  OFFER: ['HIRED', 'WITHDRAWN'],
  HIRED: [],
  REJECTED: [],
  WITHDRAWN: [],
};

/** States that an application in `from` may be moved to; none where it has come to its end. */
export const nextStatuses = (from: ApplicationStatus): readonly ApplicationStatus[] => NEXT[from];

export const canApplicationMove = (from: ApplicationStatus, to: ApplicationStatus): boolean => NEXT[from].includes(to);
