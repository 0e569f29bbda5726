import { setTimeout as delay } from 'node:timers/promises';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { uploaded } from '../harness/payloads';
import { BuiltProduct, type ProductProcess } from '../harness/product-process';
import { type Organization, Product } from '../harness/product';
import { Receiver } from '../harness/receiver';
import { PrivateRedis } from '../harness/servers/private-redis';
import { until } from '../harness/until';

const SERVERS = PrivateRedis.isInstalled ? DATABASE_KINDS.filter((kind) => kind.name === 'MySQL') : [];

jest.setTimeout(120_000);

(SERVERS.length > 0 ? describe : describe.skip)('while Redis is away', () => {
  let built: BuiltProduct;
  let database: TestDatabase;
  let redis: PrivateRedis;
  let receiver: Receiver;
  let api: Product;
  let worker: ProductProcess;
  let organization: Organization;
  const ids: string[] = [];

  beforeAll(async () => {
    built = BuiltProduct.create();
    database = await SERVERS[0].create();
    redis = await PrivateRedis.create();
    receiver = await Receiver.start();
    // Not started yet: both come up without it.
    const began = Date.now();
    api = await Product.start({ databaseUrl: database.url, env: { REDIS_URL: redis.url, ROLE: 'api' } });
    expect(Date.now() - began).toBeLessThan(20_000);
    worker = await startWorker();
    organization = await api.organization();
    await api.webhook(organization, { url: receiver.url('/hook') });
  });
  afterAll(async () => {
    await api.stop();
    await built.remove();
    await redis.remove();
    await receiver.stop();
    await database.drop();
  });
  beforeEach(() => {
    receiver.received.length = 0;
    ids.length = 0;
  });

  const startWorker = () =>
    built.start({
      REDIS_URL: redis.url,
      ROLE: 'worker',
      DATABASE_URL: database.url,
      DATA_DIR: built.folder,
      // A receiver that is slow because the machine is busy gets nothing twice.
      WEBHOOK_TIMEOUT: '20s',
    });
  const publish = async (count = 1) => {
    const payloads = Array.from({ length: count }, (_, n) => uploaded(n + 1));
    ids.push(...(await api.publish(organization.id, 'resume.uploaded', payloads)));
  };
  /** From the request to the arrival of its event, both in ms since the change was asked for. */
  const change = async () => {
    const seen = receiver.received.length;
    const from = Date.now();
    const answer = await api.call('POST', '/candidates', organization.token, { name: 'Zhang San' });
    const answered = Date.now() - from;
    expect(answer.status).toBe(200);
    await receiver.until(() => receiver.received.length > seen, 15_000);
    return { answered, arrived: Date.now() - from };
  };
  const readiness = async () => {
    const response = await fetch(`${api.url}/health/ready`);
    const { data } = (await response.json()) as {
      data: { status: string; parts: { redis: { reason: string | null } } };
    };
    return { http: response.status, status: data.status, reason: data.parts.redis.reason };
  };
  const becomes = (status: 'ok' | 'degraded') =>
    until(async () => (await readiness()).status === status && (await worker.ready()).data?.status === status, 20_000);
  /** Sees whether wake-ups travel through Redis: far sooner than the sweeper could find the event. */
  const usesRedis = () =>
    until(async () => {
      // Once may be luck.
      for (let n = 0; n < 5; n++) if ((await change()).arrived > 250) return false;
      return true;
    }, 20_000);

  it('starts, says that it is degraded, takes changes at once and delivers within seconds', async () => {
    expect(await readiness()).toEqual({ http: 200, status: 'degraded', reason: expect.stringContaining('reached') });
    const { answered, arrived } = await change();
    expect(answered).toBeLessThan(2_000);
    expect(arrived).toBeLessThan(5_000);
    await redis.start();
    await becomes('ok');
    await usesRedis();
  });

  it.each([
    ['is killed', () => redis.kill(), () => redis.start()],
    ['hangs', () => Promise.resolve(redis.hang()), () => Promise.resolve(redis.goOn())],
  ])(
    'goes on from the database where it %s under load, and uses it again when it is back',
    async (_name, away, back) => {
      await publish(1_000);
      await away();
      await becomes('degraded');
      for (let n = 0; n < 3; n++) {
        const { answered, arrived } = await change();
        expect(answered).toBeLessThan(2_500);
        expect(arrived).toBeLessThan(5_000);
      }
      await back();
      await becomes('ok');
      await usesRedis();
      await until(() => ids.every((id) => receiver.received.some(({ json }) => json.eventId === id)));
      const seen = receiver.received.map(({ json }) => json.eventId);
      expect(new Set(seen).size).toBe(seen.length);
      expect([worker.hasEnded, worker.output.includes('"level":50')]).toEqual([false, false]);
    },
  );

  it('loses and duplicates nothing where it is flushed again and again in the middle of a backlog', async () => {
    receiver.answer((_, response) => void setTimeout(() => response.writeHead(204).end(), 20));
    const other = await startWorker();
    for (let round = 0; round < 8; round++) {
      await publish(250);
      await delay(150);
      await redis.flush();
    }
    await until(() => new Set(receiver.received.map(({ json }) => json.eventId)).size >= ids.length, 60_000);
    await delay(500);
    const seen = new Set<string>();
    const repeated = receiver.received.filter(({ json: { eventId } }) => seen.has(eventId) || !seen.add(eventId));
    expect(repeated.map(({ headers }) => headers['x-webhook-attempt'])).toEqual([]);
    expect(seen.size).toBe(ids.length);
    await usesRedis();
    expect((await other.end()).code).toBe(0);
    receiver.answer(204);
  });

  it.each([
    ['is gone', () => redis.kill(), () => redis.start()],
    ['hangs', () => Promise.resolve(redis.hang()), () => Promise.resolve(redis.goOn())],
  ])('stops in bounded time, with exit 0, where it %s', async (_name, away, back) => {
    const other = await startWorker();
    await publish(200);
    await away();
    const from = Date.now();
    const exit = await other.end('SIGTERM');
    expect([exit.code, exit.signal, other.output.includes('"level":50')]).toEqual([0, null, false]);
    expect(exit.at - from).toBeLessThan(8_000);
    await back();
    await becomes('ok');
    await until(() => ids.every((id) => receiver.received.some(({ json }) => json.eventId === id)), 20_000);
  });

  it('stops where it was never there', async () => {
    const nowhere = { REDIS_URL: 'redis://127.0.0.1:1', DATABASE_URL: database.url, DATA_DIR: built.folder };
    for (const ROLE of ['api', 'worker', 'all']) {
      const lonely = await built.start({ ...nowhere, ROLE });
      const exit = await lonely.end('SIGTERM');
      expect([ROLE, exit.code, exit.signal, lonely.output]).toEqual([
        ROLE,
        0,
        null,
        expect.not.stringContaining('Error'),
      ]);
    }
  });
});
