import { AppError } from '../common';

const urlFault = (type: string) => (message: string) => AppError.invalidField('url', message, type);

export const urlInvalid = urlFault('webhook.url_invalid');
export const urlTooLong = urlFault('webhook.url_too_long');
export const urlScheme = urlFault('webhook.url_scheme');
export const urlCredentials = urlFault('webhook.url_credentials');
export const urlFragment = urlFault('webhook.url_fragment');
export const urlBlocked = urlFault('webhook.url_blocked');

export const secretInvalid = (message: string) => AppError.invalidField('secret', message, 'webhook.secret_invalid');

/** Also for other people's and other organizations' webhooks: nobody learns that they exist. */
export const webhookNotFound = () =>
  new AppError({ type: 'webhook.not_found', kind: 'not_found', message: 'There is no such webhook.' });

export const limitReached = (limit: number) =>
  new AppError({
    type: 'webhook.limit_reached',
    kind: 'conflict',
    message: `Your organization has ${limit} webhooks, which is the limit. Delete one that is no longer needed.`,
  });

export const versionConflict = (current: number) =>
  new AppError({
    type: 'webhook.version_conflict',
    kind: 'conflict',
    message: `Somebody changed this webhook in the meantime; it is now version ${current}. Read it again and repeat your change.`,
    details: [{ field: 'version', message: `is not the current version, ${current}` }],
  });

/** The operator must act: the key that encrypted this is not configured any more. */
export const secretUnreadable = (reason: string, cause?: unknown) =>
  new AppError({ type: 'webhook.secret_unreadable', kind: 'internal', message: reason, cause });
