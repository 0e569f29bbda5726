import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import type { Organization } from '../harness/product';
import { ProductClient } from '../harness/product-client';
import { BuiltProduct, type ProductProcess } from '../harness/product-process';
import { Receiver } from '../harness/receiver';
import { emptyRedisDatabase, REDIS_URL } from '../harness/redis';
import { until } from '../harness/until';

const SERVERS = REDIS_URL ? DATABASE_KINDS.filter((kind) => kind.name === 'MySQL') : [];
const LANES = 20;

jest.setTimeout(120_000);

(SERVERS.length > 0 ? describe : describe.skip)('one API and two workers', () => {
  let built: BuiltProduct;
  let database: TestDatabase;
  let receiver: Receiver;
  let api: ProductProcess;
  let workers: ProductProcess[];
  let client: ProductClient;
  let organization: Organization;
  let env: Record<string, string>;

  beforeAll(async () => {
    built = BuiltProduct.create();
    database = await SERVERS[0].create();
    receiver = await Receiver.start();
    const redis = await emptyRedisDatabase(REDIS_URL!);
    env = { DATABASE_URL: database.url, REDIS_URL: redis, DATA_DIR: built.folder };
    // All at once: each migrates, one at a time.
    [api, ...workers] = await Promise.all(['api', 'worker', 'worker'].map((ROLE) => built.start({ ...env, ROLE })));
    client = new ProductClient(api.url);
    organization = await client.organization();
    await client.data('POST', '/webhooks', organization.token, { url: receiver.url('/0'), events: ['candidate.*'] });
  });
  afterAll(async () => {
    await built.remove();
    await receiver.stop();
    await database.drop();
  });
  beforeEach(() => (receiver.received.length = 0));

  const create = (name: string) => client.data('POST', '/candidates', organization.token, { name });
  const attemptsOf = async (worker: ProductProcess) => {
    const text = await (await fetch(`${worker.url}/metrics`)).text();
    return Number(/^smartats_delivery_attempts_total\{outcome="success"\} (\d+)/m.exec(text)?.[1] ?? 0);
  };

  it('deliver what was committed over HTTP within milliseconds, not when the sweeper looks', async () => {
    await create('to warm up');
    await receiver.until(() => receiver.received.length === 1);
    const latencies: number[] = [];
    for (let n = 0; n < 60; n++) {
      const seen = receiver.received.length;
      await create(`candidate ${n}`);
      const committed = Date.now();
      await receiver.until(() => receiver.received.length > seen, 10_000);
      latencies.push(receiver.received[seen].at - committed);
    }
    latencies.sort((a, b) => a - b);
    process.stdout.write(`from the answer to the arrival: median ${latencies[30]} ms, slowest ${latencies[59]} ms\n`);
    expect(latencies[30]).toBeLessThan(150);
  });

  it('drain different lanes at once in both workers, each event once to each webhook', async () => {
    for (let lane = 1; lane < LANES; lane++) {
      const webhook = { url: receiver.url(`/${lane}`), events: ['candidate.created'], maxInFlight: 2 };
      await client.data('POST', '/webhooks', organization.token, webhook);
    }
    let underWay = 0;
    let most = 0;
    receiver.answer((_, response) => {
      most = Math.max(most, ++underWay);
      setTimeout(() => {
        underWay--;
        response.writeHead(204).end();
      }, 50);
    });
    const before = await Promise.all(workers.map(attemptsOf));
    await Promise.all(Array.from({ length: 60 }, (_, n) => create(`many ${n}`)));
    await receiver.until(() => receiver.received.length >= 60 * LANES, 60_000);
    const sent = async () => (await Promise.all(workers.map(attemptsOf))).map((count, n) => count - before[n]);
    await until(async () => (await sent()).reduce((sum, count) => sum + count) >= 60 * LANES);
    const shares = await sent();
    process.stdout.write(`deliveries by worker: ${shares.join(' and ')}; at most ${most} under way\n`);
    expect(Math.min(...shares)).toBeGreaterThan(60 * LANES * 0.1);
    expect(most).toBeGreaterThan(LANES);
    const keys = receiver.received.map(({ path, json }) => `${path} ${json.eventId}`);
    expect([keys.length, new Set(keys).size]).toEqual([60 * LANES, 60 * LANES]);
  });

  it('begin a résumé that was uploaded to the API sooner than they would look for it', async () => {
    const upload = async (n: number) => {
      const form = new FormData();
      form.append('file', new Blob([`Name: Person ${n}\nEmail: person${n}@example.com\n`]), `${n}.txt`);
      const headers = { authorization: `Bearer ${organization.token}` };
      const response = await fetch(`${api.url}/api/v1/resumes`, { method: 'POST', headers, body: form });
      const { data } = (await response.json()) as { data: { id: number } };
      const from = Date.now();
      const status = async () =>
        (await client.data<{ status: string }>('GET', `/resumes/${data.id}`, organization.token)).status;
      await until(async () => (await status()) !== 'QUEUED');
      const begun = Date.now() - from;
      await until(async () => (await status()) === 'COMPLETED', 20_000);
      return begun;
    };
    await upload(0);
    const times: number[] = [];
    for (let n = 1; n <= 15; n++) times.push(await upload(n));
    times.sort((a, b) => a - b);
    process.stdout.write(`from the answer to an upload to its beginning: median ${times[7]} ms\n`);
    // Looking every second alone takes a few hundred, in two workers.
    expect(times[7]).toBeLessThan(150);
  });

  it('serve what their role says', async () => {
    for (const worker of workers) {
      expect(await worker.ready()).toMatchObject({ status: 200, data: { status: 'ok' } });
      const refused = await fetch(`${worker.url}/api/v1/auth/me`);
      expect(refused.status).toBe(404);
    }
    expect(await attemptsOf(api)).toBe(0);
  });

  it.each([
    ['api', { REDIS_URL: '' }, 'REDIS_URL'],
    ['worker', { REDIS_URL: '' }, 'REDIS_URL'],
    ['worker', { DATABASE_URL: 'sqlite:./nowhere.db' }, 'DATABASE_URL'],
    ['both', {}, 'ROLE'],
  ])('do not start as %s with %j', async (ROLE, change, named) => {
    await expect(built.start({ ...env, ...change, ROLE })).rejects.toThrow(named);
  });
});
