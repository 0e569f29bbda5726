export const MAX_HEADERS = 10;
const MAX_NAME_LENGTH = 100;
const MAX_VALUE_LENGTH = 2000;

/** RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Printable ASCII without white space at the ends: what every server reads alike. */
const VALUE = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/;

/** Of one connection (RFC 9110 §7.6.1) or set by the HTTP client itself. */
const OWNED_BY_HTTP = new Set([
  'connection',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'te',
  'trailer',
  'trailers',
  'transfer-encoding',
  'upgrade',
  'user-agent',
]);
/** The product's own, and Svix's: its verifier would read `svix-id` instead of `webhook-id`. */
const OWNED_PREFIXES = ['content-', 'proxy-', 'svix-', 'webhook-', 'x-webhook-'];

function faultOfName(name: string): string | null {
  if (name.length > MAX_NAME_LENGTH || !TOKEN.test(name)) return 'is not a valid header name';
  const lower = name.toLowerCase();
  if (OWNED_BY_HTTP.has(lower) || OWNED_PREFIXES.some((prefix) => lower.startsWith(prefix))) {
    return 'is set by the sender and cannot be chosen';
  }
  return null;
}

function faultOfValue(value: unknown): string | null {
  if (typeof value !== 'string') return 'must have a text as its value';
  if (value.length > MAX_VALUE_LENGTH) return `must have a value of at most ${MAX_VALUE_LENGTH} characters`;
  if (!VALUE.test(value)) {
    return 'must have a value of printable ASCII characters, not empty, without white space at the ends';
  }
  return null;
}

/** @returns what is wrong with the extra request headers of a webhook, null where nothing is; never quotes a value */
export function faultOfRequestHeaders(headers: unknown): string | null {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) {
    return 'must be an object of header names and values';
  }
  const entries = Object.entries(headers);
  if (entries.length > MAX_HEADERS) return `must not be more than ${MAX_HEADERS}`;
  for (const [name, value] of entries) {
    const fault = faultOfName(name) ?? faultOfValue(value);
    if (fault !== null) return `${JSON.stringify(name.slice(0, MAX_NAME_LENGTH))} ${fault}`;
  }
  if (new Set(entries.map(([name]) => name.toLowerCase())).size < entries.length) {
    return 'must not name the same header twice in different cases';
  }
  return null;
}

/** Names in lower case, as they are kept and sent. */
export function normalizeRequestHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
