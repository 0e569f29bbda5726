import { AppError, type ErrorDetail } from '../common';

export const candidateNotFound = (id: number) =>
  new AppError({ type: 'candidate.not_found', kind: 'not_found', message: `There is no candidate ${id}.` });

export const candidateVersionStale = (current: number) =>
  new AppError({
    type: 'candidate.version_stale',
    kind: 'conflict',
    message: `The candidate was changed in the meantime and is at version ${current}; read it again and repeat the change.`,
    details: [{ field: 'version', message: `is not the current version, ${current}` }],
  });

/** @param owners by field, the candidate who has the value already */
export const candidateDuplicate = (owners: Readonly<Partial<Record<'email' | 'phone', number>>>) => {
  const details: ErrorDetail[] = Object.entries(owners).map(([field, id]) => ({
    field,
    message: `is already that of candidate ${id}`,
  }));
  return new AppError({
    type: 'candidate.duplicate',
    kind: 'conflict',
    message: `This person is already on file: ${details.map(({ field, message }) => `${field} ${message}`).join(', ')}.`,
    details,
  });
};
