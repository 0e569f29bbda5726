import { AppError } from '../common';

export const endsBeforeStart = () =>
  new AppError({
    type: 'maintenance.ends_before_start',
    kind: 'impossible',
    message: 'A maintenance must end after it starts.',
    details: [{ field: 'endsAt', message: 'must be after startsAt' }],
  });
