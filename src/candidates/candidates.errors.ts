import { AppError, type ErrorDetail } from '../common';

/** @param mergedInto the candidate who stands for this one since they were merged */
export const candidateNotFound = (id: number, mergedInto: number | null = null) =>
  mergedInto === null
    ? new AppError({ type: 'candidate.not_found', kind: 'not_found', message: `There is no candidate ${id}.` })
    : new AppError({
        type: 'candidate.merged',
        kind: 'not_found',
        message: `Candidate ${id} was merged into candidate ${mergedInto}.`,
        details: [{ field: 'candidateId', message: String(mergedInto) }],
      });

export const mergedWithItself = () =>
  AppError.invalidField('candidateId', 'is the same candidate; name the duplicate that is to be merged into this one');

export const notJustDeleted = () =>
  AppError.invalidField(
    'erase',
    'a candidate is never merely deleted; with erase=true the person is removed from everything, which cannot be undone',
  );

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
