import { createHash, randomBytes } from 'node:crypto';
import { SecretBox } from './secret-box';

const key = randomBytes(32);
const box = new SecretBox({ current: key, previous: [] });
const USE = 'webhook.secret:1';

describe('SecretBox', () => {
  it.each(['', 'a1b2c3', 'x'.repeat(5000), '密码 🔑'])('opens what it sealed', (text) => {
    expect(box.open(box.seal(text, USE), USE)).toBe(text);
  });

  it('writes key id, iv, tag and ciphertext, and never the text', () => {
    const sealed = box.seal('top secret', USE);
    const parts = sealed.split(':');
    expect(parts).toHaveLength(4);
    expect(parts[0]).toBe(createHash('sha256').update(key).digest('hex').slice(0, 8));
    expect(parts.slice(1).map((part) => Buffer.from(part, 'base64').length)).toEqual([12, 16, 10]);
    expect(Buffer.from(parts[3], 'base64').toString()).not.toContain('secret');
  });

  it('never uses an iv twice', () => {
    const ivs = Array.from({ length: 200 }, () => box.seal('x', USE).split(':')[1]);
    expect(new Set(ivs).size).toBe(200);
  });

  it('opens with a key that was replaced, and seals with the new one', () => {
    const sealed = box.seal('old', USE);
    const rotated = new SecretBox({ current: randomBytes(32), previous: [randomBytes(32), key] });
    expect(rotated.open(sealed, USE)).toBe('old');
    expect(rotated.seal('new', USE).split(':')[0]).not.toBe(sealed.split(':')[0]);
    expect(() => box.open(rotated.seal('new', USE), USE)).toThrow('neither SECRETS_KEY nor in SECRETS_KEYS_PREVIOUS');
  });

  it('does not open what was sealed for another use', () => {
    expect(() => box.open(box.seal('x', USE), 'webhook.secret:2')).toThrow('moved from another row');
  });

  it.each([
    ['ciphertext', 3],
    ['tag', 2],
    ['iv', 1],
  ])('does not open with a changed %s', (_, index) => {
    const parts = box.seal('a secret of some length', USE).split(':');
    const bytes = Buffer.from(parts[index], 'base64');
    bytes[0] ^= 1;
    parts[index] = bytes.toString('base64');
    expect(() => box.open(parts.join(':'), USE)).toThrow('damaged');
  });

  it('does not accept a truncated tag', () => {
    const parts = box.seal('x', USE).split(':');
    parts[2] = Buffer.from(parts[2], 'base64').subarray(0, 4).toString('base64');
    expect(() => box.open(parts.join(':'), USE)).toThrow('damaged');
  });

  it.each(['', 'x', 'a:b', 'not:a:sealed:value'])('says so where "%s" is no sealed value', (text) => {
    expect(() => box.open(text, USE)).toThrow(expect.objectContaining({ kind: 'internal' }) as Error);
  });
});
