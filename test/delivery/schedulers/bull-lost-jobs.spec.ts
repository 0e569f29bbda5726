import { setTimeout as delay } from 'node:timers/promises';
import Bull, { type Queue } from 'bull';
import Redis from 'ioredis';
import { Logger } from '../../../src/common';
import { BullLaneScheduler, type LaneJob } from '../../../src/delivery/schedulers/bull/bull-lane-scheduler';
import { RedisClients } from '../../../src/delivery/schedulers/bull/redis-clients';
import { REDIS_URL } from '../../harness/redis';

const LANE = 42;

/** A flush takes away queues and jobs at any moment; what Bull writes after it can be half a job that is in no queue. */
(REDIS_URL ? describe : describe.skip)('BullLaneScheduler after Redis forgot', () => {
  let queue: Queue<LaneJob>;
  let scheduler: BullLaneScheduler;
  let redis: Redis;
  const drained: number[] = [];

  beforeEach(async () => {
    const clients = new RedisClients(REDIS_URL ?? '');
    queue = new Bull<LaneJob>(`lost-${process.pid}-${Date.now()}`, { createClient: () => clients.forBull() });
    await queue.isReady();
    redis = new Redis(REDIS_URL ?? '');
    scheduler = new BullLaneScheduler({
      queue,
      clients,
      concurrency: 10,
      logger: Logger.create('silent'),
      suspectAfterMs: 200,
    });
    drained.length = 0;
    // Until Redis has been reached wake-ups would stay in this process.
    while ((await scheduler.health()).status !== 'ok') await delay(20);
  });
  afterEach(async () => {
    await scheduler.stop();
    await redis.quit();
  });

  const start = () =>
    scheduler.start({
      drain: (webhookId) => {
        drained.push(webhookId);
        return Promise.resolve(false);
      },
      nudge: () => undefined,
    });
  /** Wakes the lane again and again, as the sweeper does while it is due. */
  const sweepUntil = async (condition: () => boolean) => {
    for (let n = 0; n < 60 && !condition(); n++) {
      scheduler.wake([LANE]);
      await delay(50);
    }
  };

  it('drains a lane whose job is left in no queue', async () => {
    // What a worker leaves that had taken the job, then Redis was flushed, then it noted its start and was killed.
    await redis.hset(queue.toKey(String(LANE)), 'processedOn', Date.now());
    start();
    await sweepUntil(() => drained.length > 0);
    expect(drained[0]).toBe(LANE);
  });

  it('drains a lane whose job has finished and stayed', async () => {
    await redis.hset(queue.toKey(String(LANE)), 'processedOn', Date.now());
    await redis.zadd(queue.toKey('completed'), Date.now(), LANE);
    start();
    await sweepUntil(() => drained.length > 0);
    expect(drained[0]).toBe(LANE);
  });

  it('drains the lane of a job that has lost its data, and leaves nothing behind that stands in the way', async () => {
    start();
    await redis.hset(queue.toKey(String(LANE)), 'processedOn', Date.now());
    await redis.lpush(queue.toKey('wait'), LANE);
    for (let n = 0; n < 60 && drained.length === 0; n++) await delay(50);
    expect(drained).toEqual([LANE]);
    scheduler.wake([LANE]);
    for (let n = 0; n < 60 && drained.length === 1; n++) await delay(50);
    expect(drained).toEqual([LANE, LANE]);
  });

  it('leaves a job alone that waits or is at work', async () => {
    let runs = 0;
    const ends = new Set<() => void>();
    scheduler.start({
      drain: () => {
        runs++;
        return new Promise((resolve) => ends.add(() => resolve(false)));
      },
      nudge: () => undefined,
    });
    await sweepUntil(() => runs > 0);
    for (let n = 0; n < 12; n++) {
      scheduler.wake([LANE]);
      await delay(50);
    }
    const seen = runs;
    scheduler.pause();
    for (const end of ends) end();
    expect(seen).toBe(1);
  });
});
