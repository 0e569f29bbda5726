import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { uploaded } from '../harness/payloads';
import { BuiltProduct, type ProductProcess } from '../harness/product-process';
import { type Organization, Product } from '../harness/product';
import { Receiver } from '../harness/receiver';
import { emptyRedisDatabase, REDIS_URL } from '../harness/redis';

const SERVERS = REDIS_URL ? DATABASE_KINDS.filter((kind) => kind.name === 'MySQL') : [];
const LANES = 8;
const EVENTS = 500;
const TIMEOUT_MS = 3_000;
/** What the receiver takes for each request, ms. */
const ANSWER_MS = 20;

jest.setTimeout(120_000);

(SERVERS.length > 0 ? describe : describe.skip)('stopping a worker under load', () => {
  let built: BuiltProduct;
  let database: TestDatabase;
  let receiver: Receiver;
  let api: Product;
  let organization: Organization;
  let env: Record<string, string>;
  const ids: string[] = [];

  beforeAll(async () => {
    built = BuiltProduct.create();
    database = await SERVERS[0].create();
    receiver = await Receiver.start((_, response) => void setTimeout(() => response.writeHead(204).end(), ANSWER_MS));
    env = { REDIS_URL: await emptyRedisDatabase(REDIS_URL!), WEBHOOK_TIMEOUT: `${TIMEOUT_MS}ms` };
    api = await Product.start({ databaseUrl: database.url, env: { ...env, ROLE: 'api' } });
    organization = await api.organization();
    for (let lane = 0; lane < LANES; lane++) {
      await api.webhook(organization, { url: receiver.url(`/${lane}`), maxInFlight: 4 });
    }
  });
  afterAll(async () => {
    await api.stop();
    await built.remove();
    await receiver.stop();
    await database.drop();
  });
  beforeEach(() => {
    receiver.received.length = 0;
    ids.length = 0;
  });

  const worker = (): Promise<ProductProcess> =>
    built.start({ ...env, ROLE: 'worker', DATABASE_URL: database.url, DATA_DIR: built.folder });
  const publish = async (from = 0, count = EVENTS) => {
    const payloads = Array.from({ length: count }, (_, n) => uploaded(from + n + 1));
    ids.push(...(await api.publish(organization.id, 'resume.uploaded', payloads)));
  };
  /** Requests beyond the first of each event and lane. */
  const duplicates = () =>
    receiver.received.length - new Set(receiver.received.map(({ path, json }) => path + json.eventId)).size;
  /** The longest time, after `from`, in which a lane with work got nothing. */
  const longestGap = (from: number) =>
    Math.max(
      ...Array.from({ length: LANES }, (_, lane) => {
        const times = [from, ...receiver.at(`/${lane}`).flatMap(({ at }) => (at >= from ? [at] : []))];
        return Math.max(0, ...times.slice(1).map((at, index) => at - times[index]));
      }),
    );
  const allArrived = () => receiver.until(() => receiver.received.length >= ids.length * LANES, 60_000);
  const recorded = async () => {
    for (;;) {
      const [{ left }] = await api.query<{ left: number | string }>(
        'SELECT COUNT(*) AS `left` FROM deliveries WHERE next_attempt_at IS NOT NULL',
      );
      if (Number(left) === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it('exits 0 in time, sends nothing twice, and the other worker goes on at once', async () => {
    const [one, other] = await Promise.all([worker(), worker()]);
    await publish();
    await receiver.until(() => receiver.received.length >= 800, 60_000);
    const told = Date.now();
    const exit = await one.end('SIGTERM');
    expect([exit.code, exit.signal, one.output.includes('"level":50')]).toEqual([0, null, false]);
    expect(exit.at - told).toBeLessThan(TIMEOUT_MS + 1_000);
    const before = receiver.received.filter(({ at }) => at <= exit.at).length;
    expect(before).toBeLessThan(EVENTS * LANES);
    await allArrived();
    await recorded();
    const gap = longestGap(told);
    process.stdout.write(`SIGTERM to exit: ${exit.at - told} ms; longest gap of a lane: ${gap} ms\n`);
    expect(duplicates()).toBe(0);
    expect(gap).toBeLessThan(900);
    expect(other.hasEnded).toBe(false);
    expect((await other.end()).code).toBe(0);
  });

  it('loses and duplicates nothing in a rolling restart', async () => {
    let [one, other] = await Promise.all([worker(), worker()]);
    const exits: (number | null)[] = [];
    for (let round = 0; round < 3; round++) {
      await publish(round * 250, 250);
      await receiver.until(() => receiver.received.length >= round * 250 * LANES + 200, 60_000);
      const replacement = await worker();
      exits.push((await one.end('SIGTERM')).code);
      [one, other] = [other, replacement];
    }
    await allArrived();
    await recorded();
    expect(exits).toEqual([0, 0, 0]);
    expect(duplicates()).toBe(0);
    expect(receiver.received.length).toBe(ids.length * LANES);
    await Promise.all([one.end(), other.end()]);
  });
});
