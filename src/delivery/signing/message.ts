/** Version of the wire format. */
const WIRE_VERSION = '1.0';

export interface MessageParts {
  readonly eventId: string;
  readonly eventType: string;
  /** `yyyy-MM-ddTHH:mm:ss`. */
  readonly timestamp: string;
  /** Minified JSON. */
  readonly data: string;
}

/**
 * The bytes that are signed: the body without its `signature` key. Written once, when the event is published, so that
 * every webhook and every attempt gets the same, whatever changes later in the configuration.
 */
export function writeMessage({ eventId, eventType, timestamp, data }: MessageParts): string {
  const head = JSON.stringify({ eventId, eventType, timestamp, version: WIRE_VERSION });
  return `${head.slice(0, -1)},"data":${data}}`;
}

/** None of the values before `data` can hold a quotation mark, so its first occurrence is the key itself. */
const DATA_KEY = ',"data":';

/** The request body: the message with the signature between `version` and `data`. */
export function insertSignature(message: string, signature: string): string {
  const at = message.indexOf(DATA_KEY);
  return `${message.slice(0, at)},"signature":"${signature}"${message.slice(at)}`;
}

/** What is left of the `data` of an event whose person was erased. */
const TOMBSTONE = '{"erased":true}';

/** The message with its data replaced: which event it was and when stays, of whom it told does not. */
export function eraseData(message: string): string {
  return `${message.slice(0, message.indexOf(DATA_KEY))}${DATA_KEY}${TOMBSTONE}}`;
}

/** The `data` of a message, as minified JSON. */
export function dataOf(message: string): string {
  return message.slice(message.indexOf(DATA_KEY) + DATA_KEY.length, -1);
}

/**
 * Escapes all but printable ASCII as Python's `json.dumps` does by default: `\uXXXX`, lower-case hex, surrogate pairs
 * one by one, and DEL. Control characters are escaped in JSON already.
 */
export function escapeNonAscii(json: string): string {
  // eslint-disable-next-line no-control-regex -- the range is meant
  return json.replace(/[^\x00-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
