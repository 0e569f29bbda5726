import { createHmac } from 'node:crypto';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import type { AppError } from '../../common';
import { guideKey, standardKey } from './signing-keys';
import { checkSecret, generateSecret, secretHint, verifiersOf } from './webhook-secret';

const base64 = (bytes: number) => Buffer.alloc(bytes, 0xa5).toString('base64');

function faultOf(secret: string): AppError | null {
  try {
    checkSecret(secret);
    return null;
  } catch (error) {
    return error as AppError;
  }
}

const ACCEPTED: [secret: string, base64: boolean][] = [
  [generateSecret(), true],
  ['a'.repeat(24), true],
  ['A'.repeat(128), true],
  [`whsec_${base64(24)}`, true],
  [`whsec_${base64(32)}`, true],
  [`whsec_${base64(64)}`, true],
  [base64(25), true],
  [base64(32), true],
  // not base64 at all
  ['correct horse battery staple', false],
  ['!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', false],
  ['a-b_c-d_e-f_g-h_i-j_k-l_', false],
  ['WHSEC_aaaaaaaaaaaaaaaaaaaaaaaa', false],
  // the alphabet of base64, but not its form: libraries disagree
  ['a'.repeat(25), false],
  ['abcdefghijklmnopqrstuvwxyz', false],
  [base64(32).replace(/=+$/, ''), false],
  [`${'a'.repeat(26)}b=`, false],
  [`${'a'.repeat(24)}====`, false],
];

describe('checkSecret', () => {
  it.each(ACCEPTED)('accepts %s', (secret) => expect(faultOf(secret)).toBeNull());

  it.each([
    ['', '24 to 128'],
    ['a'.repeat(23), '24 to 128'],
    ['a'.repeat(129), '24 to 128'],
    ['密'.repeat(30), 'printable ASCII'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa\n', 'printable ASCII'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa\u007f', 'printable ASCII'],
    ['aaaaaaaaaaaa\u0000aaaaaaaaaaaa', 'printable ASCII'],
    ['whsec_not base64 but long enough', 'padded base64'],
    [`whsec_${base64(23)}`, '24 to 64 bytes'],
    [`whsec_${base64(65)}`, '24 to 64 bytes'],
    [`whsec_${base64(32).replace(/=+$/, '')}`, 'padded base64'],
    ['whsec_' + '-_'.repeat(20), 'padded base64'],
  ])('refuses %j', (secret, reason) => {
    const fault = faultOf(secret);
    expect(fault?.type).toBe('webhook.secret_invalid');
    expect(fault?.details).toEqual([{ field: 'secret', message: expect.stringContaining(reason) as string }]);
    if (secret !== '') expect(fault?.message).not.toContain(secret);
  });
});

describe('generateSecret', () => {
  it('makes 64 lower-case hex characters, a 64-byte and a 48-byte key', () => {
    const secret = generateSecret();
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(faultOf(secret)).toBeNull();
    expect(guideKey(secret)).toHaveLength(64);
    expect(standardKey(secret)).toHaveLength(48);
    expect(generateSecret()).not.toBe(secret);
  });
});

describe('secretHint', () => {
  it('shows the first four and the last four characters', () => {
    expect(secretHint(`a1b2${'0'.repeat(56)}c3d4`)).toBe('a1b2****c3d4');
  });
});

describe('verifiersOf', () => {
  const id = '019c7a3e-52c4-7d51-9c0f-0d9a7c1e5b11';
  const body = '{"name":"张三"}';

  function sign(secret: string): Record<string, string> {
    const timestamp = Math.floor(Date.now() / 1000);
    const signature = createHmac('sha256', standardKey(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
    return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` };
  }

  it.each(ACCEPTED)('tells the truth about %s', (secret, isBase64) => {
    expect(verifiersOf(secret)).toEqual(isBase64 ? ['guide', 'standard'] : ['guide']);
    for (const Verifier of [StandardWebhook, SvixWebhook]) {
      const verify = () => new Verifier(secret).verify(body, sign(secret));
      if (isBase64) expect(verify()).toEqual({ name: '张三' });
      else expect(verify).toThrow();
    }
  });

  it.each(ACCEPTED.filter(([, isBase64]) => !isBase64))('lets the libraries verify the bytes of %s', (secret) => {
    expect(new StandardWebhook(secret, { format: 'raw' }).verify(body, sign(secret))).toEqual({ name: '张三' });
  });
});
