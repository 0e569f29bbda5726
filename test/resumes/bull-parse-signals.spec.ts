import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '../../src/common';
import { BullParseSignals } from '../../src/resumes/tasks/bull/bull-parse-signals';
import { PrivateRedis } from '../harness/servers/private-redis';
import { until } from '../harness/until';

(PrivateRedis.isInstalled ? describe : describe.skip)('signals to processes that parse, over Bull', () => {
  let redis: PrivateRedis;
  const open: BullParseSignals[] = [];

  beforeAll(async () => {
    redis = await PrivateRedis.create();
    await redis.start();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((signals) => signals.stop()));
  });
  afterAll(() => redis.remove());

  const connect = () => {
    const signals = new BullParseSignals(redis.url, Logger.create('silent'));
    open.push(signals);
    return signals;
  };
  /** A process that takes what it is told of, and then has no room for `busyMs`. */
  const listener = (busyMs: number) => {
    const heard: number[] = [];
    connect().listen(async () => {
      heard.push(Date.now());
      await delay(busyMs);
    });
    return heard;
  };
  /** Announces until it is heard: both sides need a moment to connect. */
  const reaches = async (heard: readonly number[]) => {
    const api = connect();
    await until(async () => {
      api.announce();
      await delay(20);
      return heard.length > 0;
    });
    return api;
  };

  it('reach a process that has room within milliseconds', async () => {
    const heard = listener(0);
    const api = await reaches(heard);
    await delay(100);
    for (let n = 0; n < 20; n++) {
      const before = heard.length;
      const from = Date.now();
      api.announce();
      await until(() => heard.length > before);
      expect(heard[before] - from).toBeLessThan(500);
    }
  });

  it('go to a process that has room while another has none', async () => {
    const [one, other] = [listener(1_000), listener(1_000)];
    const api = await reaches(one);
    api.announce();
    api.announce();
    await until(() => one.length > 0 && other.length > 0);
    expect(one.length + other.length).toBeGreaterThanOrEqual(2);
  });

  it('cost nothing while Redis is away, and come again when it is back', async () => {
    const heard = listener(0);
    const api = await reaches(heard);
    await redis.kill();
    await delay(50);
    const from = Date.now();
    for (let n = 0; n < 1_000; n++) api.announce();
    expect(Date.now() - from).toBeLessThan(500);
    await redis.start();
    const before = heard.length;
    await until(async () => {
      api.announce();
      await delay(50);
      return heard.length > before;
    });
  });

  it.each([
    ['never there', (signals: BullParseSignals) => signals],
    ['hanging', (signals: BullParseSignals) => (redis.hang(), signals)],
  ])('stop in bounded time where Redis is %s', async (name, prepare) => {
    const url = name === 'hanging' ? redis.url : 'redis://127.0.0.1:1';
    const signals = new BullParseSignals(url, Logger.create('silent'));
    signals.listen(() => Promise.resolve());
    await delay(300);
    prepare(signals);
    signals.announce();
    const from = Date.now();
    await signals.stop();
    redis.goOn();
    expect(Date.now() - from).toBeLessThan(3_500);
  });
});
