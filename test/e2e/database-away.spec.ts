import { setTimeout as delay } from 'node:timers/promises';
import { BuiltProduct, type ProductProcess } from '../harness/product-process';
import { ProductClient } from '../harness/product-client';
import type { Organization } from '../harness/product';
import { Receiver } from '../harness/receiver';
import { emptyRedisDatabase, REDIS_URL } from '../harness/redis';
import { PrivateMariadb } from '../harness/servers/private-mariadb';
import { until } from '../harness/until';

const WEBHOOKS = 8;

jest.setTimeout(120_000);

(PrivateMariadb.isInstalled && REDIS_URL ? describe : describe.skip)('while the database is away', () => {
  let built: BuiltProduct;
  let mariadb: PrivateMariadb;
  let receiver: Receiver;
  let api: ProductProcess;
  let worker: ProductProcess;
  let client: ProductClient;
  let organization: Organization;
  let env: Record<string, string>;
  /** Names of the candidates whose creation was answered with 200. */
  const created = new Set<string>();

  beforeAll(async () => {
    built = BuiltProduct.create();
    mariadb = await PrivateMariadb.create();
    receiver = await Receiver.start((_, response) => void setTimeout(() => response.writeHead(204).end(), 20));
    env = { DATABASE_URL: mariadb.url, REDIS_URL: await emptyRedisDatabase(REDIS_URL!), DATA_DIR: built.folder };
    api = await built.start({ ...env, ROLE: 'api' });
    worker = await built.start({ ...env, ROLE: 'worker' });
    client = new ProductClient(api.url);
    organization = await client.organization();
    for (let n = 0; n < WEBHOOKS; n++) {
      const webhook = { url: receiver.url(`/${n}`), events: ['candidate.created'], maxInFlight: 4 };
      await client.data('POST', '/webhooks', organization.token, webhook);
    }
  });
  afterAll(async () => {
    await built.remove();
    await mariadb.remove();
    await receiver.stop();
  });
  beforeEach(() => {
    receiver.received.length = 0;
    created.clear();
  });

  const create = async (name: string) => {
    const from = Date.now();
    const answer = await client.call('POST', '/candidates', organization.token, { name });
    if (answer.status === 200) created.add(name);
    return { status: answer.status, type: answer.body.error?.type, tookMs: Date.now() - from };
  };
  /** How often each event reached each webhook. */
  const arrivals = () => {
    const counts = new Map<string, number>();
    for (const { path, json } of receiver.received) {
      const key = `${(json.data as { name: string }).name} ${path}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  };
  const allArrived = () => {
    const counts = arrivals();
    return [...created].every((name) =>
      Array.from({ length: WEBHOOKS }, (_, n) => `${name} /${n}`).every((key) => counts.has(key)),
    );
  };
  /** Rows of the log, which must agree with one another whatever happened. */
  const inconsistencies = () =>
    mariadb.query(
      `SELECT d.id, d.status, d.attempt_count, COUNT(a.id) AS attempts, COUNT(DISTINCT a.number) AS numbers
       FROM deliveries d LEFT JOIN attempts a ON a.delivery_id = d.id
       GROUP BY d.id, d.status, d.attempt_count
       HAVING d.attempt_count <> attempts OR numbers <> attempts OR d.status <> 'succeeded'`,
    );
  const allRecorded = async () =>
    (await mariadb.query('SELECT id FROM deliveries WHERE next_attempt_at IS NOT NULL LIMIT 1')).length === 0;
  const errors = (one: ProductProcess) => one.output.split('\n').filter((line) => line.includes('"level":50'));

  it('answers 503 in bounded time, waits, resumes by itself, and sends what was not recorded at most once more', async () => {
    for (let round = 0; round < 3; round++) {
      const stream = Promise.all(Array.from({ length: 120 }, (_, n) => create(`before ${round} ${n}`)));
      const seen = receiver.received.length;
      await receiver.until(() => receiver.received.length >= seen + 150, 30_000);
      await mariadb.kill();
      expect((await stream).filter(({ status }) => ![200, 503].includes(status))).toEqual([]);
      for (let n = 0; n < 5; n++) {
        const { status, type, tookMs } = await create(`during ${round} ${n}`);
        expect([status, type]).toEqual([503, 'service.unavailable']);
        expect(tookMs).toBeLessThan(3_000);
      }
      expect((await api.ready()).status).toBe(503);
      expect((await worker.ready()).status).toBe(503);
      await delay(1_000);
      await mariadb.start();
      await until(async () => (await create(`after ${round}`)).status === 200, 10_000);
      expect((await api.ready()).status).toBe(200);
    }
    await until(allArrived, 60_000);
    await until(allRecorded, 30_000);
    const repeated = [...arrivals().values()].filter((count) => count > 1);
    process.stdout.write(`${receiver.received.length} requests, ${repeated.length} repeated\n`);
    expect(Math.max(...arrivals().values())).toBeLessThanOrEqual(2);
    expect(await inconsistencies()).toEqual([]);
    expect([api.hasEnded, worker.hasEnded]).toEqual([false, false]);
    expect([...errors(api), ...errors(worker)]).toEqual([]);
  });

  it('stops in bounded time, with exit 0', async () => {
    const others = await Promise.all([built.start({ ...env, ROLE: 'worker' }), built.start({ ...env, ROLE: 'all' })]);
    const stream = Promise.all(Array.from({ length: 60 }, (_, n) => create(`stop ${n}`)));
    await receiver.until(() => receiver.received.length >= 50, 30_000);
    await mariadb.kill();
    await stream;
    const from = Date.now();
    for (const other of others) {
      const exit = await other.end('SIGTERM');
      expect([exit.code, exit.signal]).toEqual([0, null]);
      expect(exit.at - from).toBeLessThan(12_000);
    }
    await mariadb.start();
    await until(allArrived, 60_000);
  });

  it('says so and ends where it is not there at the start', async () => {
    const url = 'mysql://root@127.0.0.1:1/nowhere';
    await expect(built.start({ ...env, DATABASE_URL: url, ROLE: 'api' })).rejects.toThrow('ECONNREFUSED');
  });
});
