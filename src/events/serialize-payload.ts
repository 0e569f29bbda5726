/** Larger payloads are refused at publication. Bytes of UTF-8. */
export const MAX_PAYLOAD_BYTES = 256 * 1024;

/** Deeper data is refused: receivers' parsers have limits too. */
const MAX_DEPTH = 32;

/** Python writes smaller and larger fractions with an exponent, and JavaScript does not until 1e-6 and 1e21. */
const MIN_FRACTION = 1e-4;
const MAX_FRACTION = 1e16;

/** The data holds something that serialisers of other languages write differently, or that JSON cannot hold. */
export class UnportableDataError extends Error {}

function normalize(value: unknown, path: string, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new UnportableDataError(`${path} is nested more than ${MAX_DEPTH} levels deep`);
  switch (typeof value) {
    case 'string':
      // A lone surrogate has no UTF-8: a receiver could not even re-encode what it parsed.
      return value.toWellFormed();
    case 'boolean':
      return value;
    case 'number':
      return normalizeNumber(value, path);
    case 'object':
      return value === null ? null : normalizeObject(value, path, depth);
    default:
      throw new UnportableDataError(`${path} is a ${typeof value}, which JSON cannot hold`);
  }
}

function normalizeNumber(value: number, path: string): number {
  if (!Number.isFinite(value)) throw new UnportableDataError(`${path} is ${value}, which JSON cannot hold`);
  if (Number.isInteger(value)) {
    if (!Number.isSafeInteger(value)) throw new UnportableDataError(`${path} is beyond 2^53`);
    return value === 0 ? 0 : value;
  }
  const magnitude = Math.abs(value);
  if (magnitude < MIN_FRACTION || magnitude >= MAX_FRACTION) {
    throw new UnportableDataError(`${path} has a magnitude that some languages write with an exponent`);
  }
  return value;
}

function normalizeObject(value: object, path: string, depth: number): unknown {
  if (Array.isArray(value)) return value.map((item, index) => normalize(item, `${path}[${index}]`, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new UnportableDataError(`${path} is a ${value.constructor.name}, not plain data`);
  }
  const plain: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    // defineProperty: an assignment to `__proto__` would not make a key.
    Object.defineProperty(plain, key.toWellFormed(), {
      value: normalize(item, `${path}.${key}`, depth + 1),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return plain;
}

/**
 * Writes data as the minified JSON that is signed. Any receiver that parses it and writes it again, in JavaScript
 * (`JSON.stringify`) or Python (`json.dumps(…, separators=(',', ':'), ensure_ascii=False)`), gets the same bytes.
 * @throws UnportableDataError naming the path of what cannot be written so
 */
export function serializePayload(data: unknown): string {
  return JSON.stringify(normalize(data, 'data', 0));
}
