import { AppError } from '../../common';

export const deliveryNotFound = () =>
  new AppError({ type: 'delivery.not_found', kind: 'not_found', message: 'There is no such delivery.' });

export const deliveryErased = () =>
  new AppError({
    type: 'delivery.erased',
    kind: 'conflict',
    message: 'The person whom this event told of was erased. It cannot be sent again.',
  });

export const eventNotFound = () =>
  new AppError({ type: 'event.not_found', kind: 'not_found', message: 'There is no such event.' });
