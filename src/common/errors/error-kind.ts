/** What went wrong, in terms a client can act on. One kind is one HTTP status, see {@link HTTP_STATUS_OF_KIND}. */
export const ERROR_KINDS = [
  'malformed',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'too_large',
  'unsupported',
  'impossible',
  'rate_limited',
  'internal',
  'unavailable',
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** Exhaustive: the compiler refuses a kind without a status. */
export const HTTP_STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  impossible: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
};
