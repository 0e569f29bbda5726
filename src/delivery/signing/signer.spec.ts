import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { serializePayload } from '../../events';
import { dataOf, writeMessage } from './message';
import { Signer } from './signer';

const secret = 'a1b2c3d4'.repeat(8);
const eventId = '550e8400-e29b-41d4-a716-446655440000';
const hostile = {
  name: '张三 "Tom" \\ O’Neil 😀 \u2028\u2029 \u007f \u0001',
  empty: {},
  nested: [[1, [2, [{}]]], []],
  '10': 'integer-like keys',
  '2': 'come first',
  signature: 'not the one',
  data: { data: 1 },
  fraction: 0.5,
  zero: -0,
};

const messageOf = (data: unknown) =>
  writeMessage({
    eventId,
    eventType: 'resume.uploaded',
    timestamp: '2026-02-20T16:00:00',
    data: serializePayload(data),
  });

/** The guide's Node steps, to the letter. */
function verifyAsTheGuide(body: string, signature: string): boolean {
  const { signature: _, ...data } = JSON.parse(body) as Record<string, unknown>;
  const json = JSON.stringify(data);
  return signature === 'sha256=' + createHmac('sha256', secret).update(json).digest('hex');
}

describe('Signer', () => {
  it.each([
    ['utf8', hostile],
    ['utf8', {}],
    ['ascii', { id: 1, name: 'plain' }],
  ] as const)('signs so that the Node steps of the guide verify (%s)', (encoding, data) => {
    const { body, signature } = new Signer(secret, encoding).sign(messageOf(data), eventId, 1_771_603_200);
    expect(verifyAsTheGuide(body, signature)).toBe(true);
    expect(verifyAsTheGuide(body.replace('resume.uploaded', 'resume.uploadeD'), signature)).toBe(false);
  });

  it('keeps the keys of the body in order, with the signature between version and data', () => {
    const { body, signature } = new Signer(secret, 'utf8').sign(messageOf({ a: 1 }), eventId, 1);
    expect(body).toBe(
      `{"eventId":"${eventId}","eventType":"resume.uploaded","timestamp":"2026-02-20T16:00:00","version":"1.0",` +
        `"signature":"${signature}","data":{"a":1}}`,
    );
  });

  it('writes nothing but ASCII in the ascii encoding, and means the same', () => {
    const { body } = new Signer(secret, 'ascii').sign(messageOf(hostile), eventId, 1);
    expect(body).toMatch(/^[\x20-\x7e]*$/);
    expect(body).toContain('\\u5f20\\u4e09');
    expect(body).toContain('\\ud83d\\ude00');
    expect(body).toContain('\\u007f');
    expect((JSON.parse(body) as { data: unknown }).data).toEqual({ ...hostile, zero: 0 });
  });

  it('signs as Standard Webhooks demands, over the raw body and the time of the attempt', () => {
    const now = Math.floor(Date.now() / 1000);
    for (const encoding of ['utf8', 'ascii'] as const) {
      const { body, standardSignature } = new Signer(secret, encoding).sign(messageOf(hostile), eventId, now);
      const headers = {
        'webhook-id': eventId,
        'webhook-timestamp': String(now),
        'webhook-signature': standardSignature,
      };
      expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
      expect(() => new Webhook(secret).verify(body + ' ', headers)).toThrow();
    }
  });
});

describe('dataOf', () => {
  it('gives back the data that the message was written with', () => {
    expect(dataOf(messageOf(hostile))).toBe(serializePayload(hostile));
  });
});
