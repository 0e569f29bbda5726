import { createHmac } from 'node:crypto';
import { FakeClock } from '../../src/common';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Organization, Product } from '../harness/product';
import { Receiver } from '../harness/receiver';

jest.setTimeout(30_000);

/** When the guide creates its webhook, and how much later its event happens. */
const CREATED_AT = Date.UTC(2026, 1, 20, 15, 30, 0);
const MINUTES_30 = 30 * 60_000;
const DAY = 24 * 3_600_000;

/** The `data` of the guide's request body, and the key that it leaves out. */
const DATA = {
  taskId: 'c8a15791-e250-40f6-a2da-fe25e68dbfa6',
  resumeId: 3,
  fileName: '张三_Java_北京大学.pdf',
  userId: 4,
  fileSize: 552225,
  fileType: 'application/pdf',
  status: 'COMPLETED' as const,
  candidateId: 7,
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe.each(DATABASE_KINDS)("the guide's exchange on $name, field for field", (kind) => {
  const clock = new FakeClock(CREATED_AT);
  let database: TestDatabase;
  let product: Product;
  let receiver: Receiver;
  let organization: Organization;

  beforeAll(async () => {
    database = await kind.create();
    product = await Product.start({ databaseUrl: database.url, clock, env: { ACCESS_TOKEN_TTL: '1d' } });
  });
  afterAll(async () => {
    await product.stop();
    await database.drop();
  });
  beforeEach(async () => {
    receiver = await Receiver.start(204);
    organization = await product.organization();
  });
  afterEach(async () => {
    // The next test is on another day at the same time.
    clock.advance(CREATED_AT + Math.ceil((clock.now() - CREATED_AT) / DAY) * DAY - clock.now());
    await receiver.stop();
  });

  /** As the guide writes a time of today. */
  const today = (time: string) => `${new Date(clock.now()).toISOString().slice(0, 10)}T${time}`;

  /** The guide's request, to a receiver that can be asked what it got. */
  const request = () => ({
    url: receiver.url('/webhook'),
    events: ['resume.uploaded', 'resume.parse_completed'],
    description: '简历相关通知',
  });
  const create = () =>
    product.call<Record<string, unknown> & { id: number; secret: string }>(
      'POST',
      '/webhooks',
      organization.token,
      request(),
    );
  const publish = () => product.publish(organization.id, 'resume.parse_completed', [DATA]);
  const recorded = async (id: number) => {
    const deadline = Date.now() + 10_000;
    const pending = () => product.data<{ pendingCount: number }>('GET', `/webhooks/${id}`, organization.token);
    while ((await pending()).pendingCount > 0) {
      if (Date.now() > deadline) throw new Error('the delivery was not recorded within 10 s');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  it('creates a webhook for a URL on the internet', async () => {
    const body = { ...request(), url: 'https://your-server.com/webhook' };
    const answer = await product.call<{ url: string }>('POST', '/webhooks', organization.token, body);
    expect(answer).toMatchObject({ status: 200, body: { data: { url: 'https://your-server.com/webhook' } } });
  });

  it('creates, answering every field of the guide', async () => {
    const { status, headers, body } = await create();
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(Object.keys(body)).toEqual(['code', 'message', 'data']);
    expect(body).toMatchObject({
      code: 200,
      message: 'success',
      data: {
        id: expect.any(Number),
        url: receiver.url('/webhook'),
        events: ['resume.uploaded', 'resume.parse_completed'],
        description: '简历相关通知',
        enabled: true,
        failureCount: 0,
        secretHint: `${body.data.secret.slice(0, 4)}****${body.data.secret.slice(-4)}`,
        createdAt: today('15:30:00'),
        updatedAt: today('15:30:00'),
      },
    });
    expect(body.data.secret).toMatch(/^[0-9a-f]{64}$/);
  });

  it('lists a plain array, with the time of the last success and without the secret', async () => {
    const { body: created } = await create();
    const listed = () => product.call<Record<string, unknown>[]>('GET', '/webhooks', organization.token);
    expect((await listed()).body.data).toMatchObject([{ lastSuccessAt: null }]);
    clock.advance(MINUTES_30);
    await publish();
    await receiver.until(() => receiver.received.length === 1);
    await recorded(created.data.id);
    const { status, body } = await listed();
    expect(status).toBe(200);
    expect(body).toMatchObject({ code: 200, message: 'success' });
    expect(body.data).toMatchObject([
      {
        id: created.data.id,
        url: receiver.url('/webhook'),
        events: ['resume.uploaded', 'resume.parse_completed'],
        enabled: true,
        failureCount: 0,
        lastSuccessAt: today('16:00:00'),
        secretHint: created.data.secretHint,
      },
    ]);
    expect(JSON.stringify(body)).not.toContain(created.data.secret);
  });

  it('delivers the request of the guide, byte for byte', async () => {
    const { body: created } = await create();
    clock.advance(MINUTES_30);
    const [eventId] = await publish();
    await receiver.until(() => receiver.received.length === 1);

    const [{ path, headers, body }] = receiver.received;
    expect(path).toBe('/webhook');
    expect(eventId).toMatch(UUID);
    const message =
      `{"eventId":"${eventId}","eventType":"resume.parse_completed","timestamp":"${today('16:00:00')}","version":"1.0",` +
      `"data":{"taskId":"c8a15791-e250-40f6-a2da-fe25e68dbfa6","resumeId":3,"fileName":"张三_Java_北京大学.pdf",` +
      `"userId":4,"fileSize":552225,"fileType":"application/pdf","status":"COMPLETED","candidateId":7}}`;
    const signature = `sha256=${createHmac('sha256', created.data.secret).update(message).digest('hex')}`;
    expect(body).toBe(message.replace('"data"', `"signature":"${signature}","data"`));

    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'SmartATS-Webhook/1.0',
      'x-webhook-event': 'resume.parse_completed',
      'x-webhook-id': eventId,
      'x-webhook-signature': signature,
      'x-webhook-delivery': expect.stringMatching(/^[1-9]\d*$/),
      'x-webhook-attempt': '1',
      'webhook-id': eventId,
      'webhook-timestamp': String(clock.now() / 1000),
      'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
    });
    const known = Object.keys(headers).filter((name) => !/^(x-webhook|webhook)-/.test(name));
    expect(known.sort()).toEqual(['connection', 'content-length', 'content-type', 'host', 'user-agent']);
  });

  it('sends the same event under the same id and signature again after a failure, as another attempt', async () => {
    receiver.answer(500);
    await create();
    await publish();
    await receiver.until(() => receiver.received.length === 1);
    receiver.answer(200);
    while (receiver.received.length === 1) {
      clock.advance(1_000);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const [first, second] = receiver.received;
    expect(second.body).toBe(first.body);
    expect(second.headers['x-webhook-signature']).toBe(first.headers['x-webhook-signature']);
    expect(second.headers['x-webhook-delivery']).toBe(first.headers['x-webhook-delivery']);
    expect([first, second].map(({ headers }) => headers['x-webhook-attempt'])).toEqual(['1', '2']);
    expect(second.headers['webhook-signature']).not.toBe(first.headers['webhook-signature']);
  });

  it('sends nothing of a type that it does not subscribe to', async () => {
    await create();
    await product.publish(organization.id, 'resume.parse_failed', [
      { ...withoutCandidate(), status: 'FAILED', errorMessage: 'The file is protected by a password.' },
    ]);
    const [eventId] = await publish();
    await receiver.until(() => receiver.received.length === 1);
    expect(receiver.received.map((received) => received.json.eventId)).toEqual([eventId]);
  });

  it('deletes, and sends nothing any more', async () => {
    const { body: created } = await create();
    const { id } = created.data;
    const answer = await product.call('DELETE', `/webhooks/${id}`, organization.token);
    expect(answer).toMatchObject({ status: 200, body: { code: 200, message: 'success', data: null } });
    expect(await product.data('GET', '/webhooks', organization.token)).toEqual([]);
    expect((await product.call('GET', `/webhooks/${id}`, organization.token)).status).toBe(404);
    const other = await product.webhook(organization, { url: receiver.url('/other') });
    await publish();
    await receiver.until(() => receiver.at('/other').length === 1);
    await recorded(other.id);
    expect(receiver.at('/webhook')).toEqual([]);
  });
});

function withoutCandidate() {
  const { candidateId: _, ...data } = DATA;
  return data;
}
