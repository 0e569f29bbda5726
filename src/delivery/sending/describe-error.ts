import type { FailureClass } from '../policy/failure';

interface Described {
  failure: FailureClass;
  error: string;
}

interface CodedError {
  name?: string;
  code?: string;
  message?: string;
  reason?: string;
  errors?: unknown[];
}

const RESET = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ECONNABORTED']);
const UNREACHABLE = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES', 'EPERM']);
const CERTIFICATE = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;
const PARSER = /^HPE_|^UND_ERR_RES_CONTENT_LENGTH_MISMATCH/;

/** Puts a socket's, resolver's or parser's error into a class and a sentence. */
export function describeError(error: unknown): Described {
  const { name, code = '', message = '', errors } = error as CodedError;
  // Several addresses were tried: the last one's error stands for all.
  if (errors && errors.length > 0) return describeError(errors[errors.length - 1]);
  if (code === 'BLOCKED_ADDRESS')
    return { failure: 'blocked_address', error: `The address is not allowed: ${message}.`.slice(0, 300) };
  if (code === 'NAME_NOT_RESOLVED') {
    return { failure: 'dns_error', error: `The host name could not be resolved (${message}).` };
  }
  if (code === 'ECONNREFUSED') return { failure: 'connection_refused', error: 'The receiver refused the connection.' };
  if (UNREACHABLE.has(code)) return { failure: 'connection_error', error: `The receiver is out of reach (${code}).` };
  if (CERTIFICATE.test(code)) return { failure: 'tls_error', error: `TLS failed: ${message || code}.`.slice(0, 300) };
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return { failure: 'response_too_large', error: 'The response headers are larger than 16 KiB.' };
  }
  if (PARSER.test(code) || name === 'HTTPParserError') {
    return { failure: 'invalid_response', error: `The response is not valid HTTP (${message || code}).`.slice(0, 300) };
  }
  if (RESET.has(code)) {
    return {
      failure: 'connection_reset',
      error: 'The receiver closed the connection before the response was complete.',
    };
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    return { failure: 'invalid_request', error: `The request could not be made: ${message}.`.slice(0, 300) };
  }
  return { failure: 'connection_error', error: `The connection failed (${code || message}).`.slice(0, 300) };
}

/** A complete response that is not a success. */
export function describeStatus(status: number): Described {
  if (status >= 300 && status < 400) {
    return { failure: 'redirect_refused', error: `HTTP ${status}: redirects are not followed; set the final URL.` };
  }
  const failure =
    status >= 500 && status < 600 ? 'http_5xx' : status >= 400 && status < 500 ? 'http_4xx' : 'http_unexpected';
  return { failure, error: `The receiver answered HTTP ${status}.` };
}
