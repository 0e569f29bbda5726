import { AppError } from '../errors/app-error';
import type { ErrorKind } from '../errors/error-kind';

/** Faults that Fastify or Nest find before a controller runs, by Fastify's code. */
const BY_CODE: Record<string, { type: string; kind: ErrorKind; message: string; field: string }> = {
  FST_ERR_CTP_INVALID_JSON_BODY: {
    type: 'request.malformed_json',
    kind: 'malformed',
    message: 'The body is not valid JSON.',
    field: 'body',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    type: 'request.malformed_json',
    kind: 'malformed',
    message: 'The body is empty, though Content-Type says JSON.',
    field: 'body',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: {
    type: 'request.body_too_large',
    kind: 'too_large',
    message: 'The body is too large.',
    field: 'body',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    type: 'request.unsupported_media_type',
    kind: 'unsupported',
    message: 'This Content-Type is not accepted here.',
    field: 'content-type',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    type: 'request.invalid_content_length',
    kind: 'malformed',
    message: 'Content-Length does not match the body.',
    field: 'content-length',
  },
};

const BY_STATUS: Record<number, { type: string; kind: ErrorKind; message: string }> = {
  400: { type: 'request.malformed', kind: 'malformed', message: 'The request is malformed.' },
  401: { type: 'auth.unauthenticated', kind: 'unauthenticated', message: 'A valid access token is required.' },
  403: { type: 'auth.forbidden', kind: 'forbidden', message: 'Your role does not allow this.' },
  404: { type: 'request.route_not_found', kind: 'not_found', message: 'There is nothing at this address.' },
  405: { type: 'request.method_not_allowed', kind: 'malformed', message: 'This method is not supported here.' },
  413: { type: 'request.body_too_large', kind: 'too_large', message: 'The body is too large.' },
  414: { type: 'request.uri_too_long', kind: 'malformed', message: 'The address is too long.' },
  415: {
    type: 'request.unsupported_media_type',
    kind: 'unsupported',
    message: 'This Content-Type is not accepted here.',
  },
  429: { type: 'request.rate_limited', kind: 'rate_limited', message: 'Too many requests. Please slow down.' },
  503: { type: 'service.unavailable', kind: 'unavailable', message: 'The service cannot answer right now.' },
};

/** A body that is JSON but would change prototypes is refused by the parser without a code of its own. */
function malformedJson(...errors: unknown[]): (typeof BY_CODE)[string] | undefined {
  const refused = errors.some((error) => error instanceof SyntaxError);
  return refused ? BY_CODE.FST_ERR_CTP_INVALID_JSON_BODY : undefined;
}

/** @returns the error to answer, or undefined where the failure is not one that a client can cause. */
export function translateFrameworkError(thrown: unknown, nestStatus: number | undefined): AppError | undefined {
  const {
    code: ownCode,
    statusCode,
    cause,
  } = (thrown ?? {}) as { code?: unknown; statusCode?: unknown; cause?: unknown };
  // Nest wraps what Fastify throws while it reads the body.
  const code = ownCode ?? (cause as { code?: unknown } | undefined)?.code;
  const known = typeof code === 'string' && Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : malformedJson(thrown, cause);
  if (known) {
    const { field, ...error } = known;
    return new AppError({ ...error, details: [{ field, message: error.message }] });
  }
  const status = nestStatus ?? (typeof statusCode === 'number' ? statusCode : undefined);
  if (status === undefined || !Object.hasOwn(BY_STATUS, status)) return undefined;
  return new AppError({ ...BY_STATUS[status], cause: thrown });
}

/** Nobody serves this address. */
export const routeNotFound = () => new AppError(BY_STATUS[404]);
