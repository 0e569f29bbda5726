import { AppError } from '../common';

const unauthenticated = (type: string, message: string, cause?: unknown) =>
  new AppError({ type, kind: 'unauthenticated', message, cause });

export const tokenMissing = () =>
  unauthenticated('auth.token_missing', 'Sign in first: send the access token as "Authorization: Bearer <token>".');
export const tokenInvalid = (cause?: unknown) =>
  unauthenticated('auth.token_invalid', 'This access token is not valid. Sign in again.', cause);
export const tokenExpired = () =>
  unauthenticated('auth.token_expired', 'This access token has expired. Refresh it or sign in again.');
export const credentialsInvalid = () =>
  unauthenticated('auth.invalid_credentials', 'The username or the password is wrong.');
export const refreshTokenInvalid = () =>
  unauthenticated('auth.refresh_token_invalid', 'This refresh token is not valid. Sign in again.');
export const refreshTokenExpired = () =>
  unauthenticated('auth.refresh_token_expired', 'This refresh token has expired. Sign in again.');
export const refreshTokenReused = () =>
  unauthenticated(
    'auth.refresh_token_reused',
    'This refresh token had been used before, so its whole session was ended. Sign in again.',
  );

export const roleForbidden = () =>
  new AppError({ type: 'auth.forbidden', kind: 'forbidden', message: 'Your role does not allow this.' });
export const noOrganization = () =>
  new AppError({
    type: 'auth.no_organization',
    kind: 'forbidden',
    message: 'An operator belongs to no organization; sign in as one of its users.',
  });

const taken = (field: 'username' | 'email', message: string) =>
  new AppError({ type: `user.${field}_taken`, kind: 'conflict', message, details: [{ field, message }] });
export const usernameTaken = () => taken('username', 'This username is taken. Choose another one.');
export const emailTaken = () => taken('email', 'This e-mail address is already in use.');

export const rateLimited = (retryAfterSeconds: number) =>
  new AppError({
    type: 'request.rate_limited',
    kind: 'rate_limited',
    message: `Too many requests. Try again in ${retryAfterSeconds} s.`,
    retryAfterSeconds,
  });
