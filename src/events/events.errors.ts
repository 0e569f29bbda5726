import { AppError } from '../common';

/** A defect of the publishing module, never the client's: answered with 500, and nothing is committed. */
export const payloadRejected = (type: string, reason: string) =>
  new AppError({ type: 'event.payload_rejected', kind: 'internal', message: `${type}: ${reason}` });

/** The change is too large to be told: refused as a whole rather than truncated. */
export const payloadTooLarge = (type: string, bytes: number, limit: number) =>
  new AppError({
    type: 'event.payload_too_large',
    kind: 'too_large',
    message: `This change would make a ${type} event of ${bytes} bytes; at most ${limit} are allowed.`,
  });

export const publishedOutsideUnitOfWork = (type: string) =>
  new AppError({
    type: 'event.outside_unit_of_work',
    kind: 'internal',
    message: `${type} was published outside a unit of work`,
  });

export const noOutbox = () =>
  new AppError({
    type: 'event.no_outbox',
    kind: 'internal',
    message: 'an event was published before the application had started: nobody would have written it down',
  });
