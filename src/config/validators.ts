import { makeValidator } from 'envalid';
import ipaddr from 'ipaddr.js';
import { IANAZone } from 'luxon';
import { parseDuration } from './duration';

const items = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** As in `docker/.env.example`. */
const isPlaceholder = (text: string): boolean => /^change[-_ ]?me/i.test(text);

/** Milliseconds. */
export const duration = makeValidator<number>(parseDuration);

/** Milliseconds each; at least one. */
export const durations = makeValidator<number[]>((text) => {
  const list = items(text).map(parseDuration);
  if (list.length < 1 || list.length > 50) throw new Error('needs 1 to 50 durations, separated by commas');
  return list;
});

export const integer = (min: number, max: number) =>
  makeValidator<number>((text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text.trim()) || value < min || value > max) {
      throw new Error(`must be an integer from ${min} to ${max}`);
    }
    return value;
  });

export const timeZone = makeValidator<string>((text) => {
  if (!IANAZone.isValidZone(text)) throw new Error(`"${text}" is not an IANA time zone such as Asia/Shanghai`);
  return text;
});

export const databaseUrl = makeValidator<string>((text) => {
  if (/^sqlite:.+/.test(text)) return text;
  if (/^(mysql|mariadb):\/\//.test(text) && URL.canParse(text) && new URL(text).pathname.length > 1) {
    if (isPlaceholder(new URL(text).password)) throw new Error('has a placeholder for its password');
    return text;
  }
  throw new Error('must be sqlite:<file> or mysql://user:password@host:3306/database');
});

export const redisUrl = makeValidator<string>((text) => {
  if (/^rediss?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new Error('must be redis://host:6379 or rediss://…');
});

export const httpUrl = makeValidator<string>((text) => {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new Error('must be an http: or https: URL');
});

/** CIDRs, normalised. */
export const networks = makeValidator<string[]>((text) =>
  items(text).map((item) => {
    if (!ipaddr.isValidCIDR(item)) throw new Error(`"${item}" is not a network such as 127.0.0.0/8`);
    return item;
  }),
);

export const addresses = makeValidator<string[]>((text) =>
  items(text).map((item) => {
    if (!ipaddr.isValid(item)) throw new Error(`"${item}" is not an IP address`);
    return item;
  }),
);

export const jwtSecret = makeValidator<string>((text) => {
  if (isPlaceholder(text)) throw new Error('is a placeholder');
  if (text.length < 32) throw new Error('must have at least 32 characters');
  if (new Set(text).size < 10) throw new Error('is too repetitive to be a secret');
  return text;
});

function parseKey(text: string): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (key.length !== 32) throw new Error('must be 32 bytes in base64 or hex');
  if (new Set(key).size < 8) throw new Error('is too repetitive to be a key');
  return key;
}

/** 32 bytes. */
export const encryptionKey = makeValidator<Buffer>((text) => parseKey(text.trim()));

export const encryptionKeys = makeValidator<Buffer[]>((text) => items(text).map(parseKey));
