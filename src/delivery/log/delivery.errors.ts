import { AppError } from '../../common';

export const deliveryNotFound = () =>
  new AppError({ type: 'delivery.not_found', kind: 'not_found', message: 'There is no such delivery.' });

export const eventNotFound = () =>
  new AppError({ type: 'event.not_found', kind: 'not_found', message: 'There is no such event.' });
