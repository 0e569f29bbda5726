import { setTimeout as delay } from 'node:timers/promises';
import type { Job, Queue } from 'bull';
import type Redis from 'ioredis';
import type { Logger } from '../../../common';
import { EmbeddedLaneScheduler } from '../embedded/embedded-lane-scheduler';
import { type LaneHandler, LaneScheduler } from '../lane-scheduler';
import { COMMAND_TIMEOUT_MS, type RedisClients } from './redis-clients';

/** The job of a lane carries nothing but its id, which is the job's id too: a second one cannot exist. */
export interface LaneJob {
  webhookId: number;
}

export interface BullLaneSchedulerSettings {
  queue: Queue<LaneJob>;
  clients: RedisClients;
  /** Lanes that this process drains at once, 1 or more. */
  concurrency: number;
  logger: Logger;
}

/**
 * Wake-ups as Bull jobs, one a lane, shared by all processes on one Redis.
 *
 * Bull silently drops a job whose id exists, also in the moment in which that job is ending. So each wake-up is first
 * noted in a Redis set. The note is taken away when a drain starts; whoever ends a lane's job looks, once the job is
 * gone, whether a note has come meanwhile, and if so adds the job again. A wake-up is thus either seen by the drain that
 * runs, or finds no job in its way, or is found in the set.
 *
 * While Redis is away, wake-ups stay in this process; the leases of the lanes keep processes apart in any case.
 */
export class BullLaneScheduler extends LaneScheduler {
  private readonly local = new EmbeddedLaneScheduler();
  private readonly redis: Redis;
  private readonly noted: string;
  private readonly running = new Map<number, Promise<void>>();
  private handler: LaneHandler | null = null;
  private waiting = new Set<number>();
  private sending: Promise<void> | null = null;
  private processing = false;
  private stopped = false;

  constructor(private readonly settings: BullLaneSchedulerSettings) {
    super();
    this.redis = settings.clients.impatient();
    this.noted = settings.queue.toKey('noted');
    settings.queue.on('completed', (job) => void this.lookAgain(job));
    settings.queue.on('failed', (job) => void this.lookAgain(job));
  }

  /** True while wake-ups go through Redis. */
  get isConnected(): boolean {
    return this.redis.status === 'ready';
  }

  start(handler: LaneHandler): void {
    this.handler = handler;
    this.local.start(handler);
    if (this.isConnected) this.process();
    this.redis.on('ready', () => this.process());
  }

  wake(webhookIds: readonly number[]): void {
    for (const id of webhookIds) {
      this.waiting.add(id);
      if (this.running.has(id)) this.handler?.nudge(id);
    }
    if (this.waiting.size > 0 && !this.stopped) {
      this.sending ??= this.send().finally(() => {
        this.sending = null;
        if (this.waiting.size > 0) this.wake([]);
      });
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.handler = null;
    const { queue, clients } = this.settings;
    await Promise.all([this.local.stop(), ...this.running.values()]);
    if (this.isConnected) {
      // Lets jobs that just ended be taken off Redis; one that is not is found again when its lock expires.
      await Promise.race([queue.close().catch(() => undefined), delay(COMMAND_TIMEOUT_MS)]);
    }
    clients.disconnect();
  }

  /** Bull must not be asked to process before Redis has been reached once, or it gives up for good. */
  private process(): void {
    if (this.processing || this.stopped) return;
    this.processing = true;
    this.settings.queue
      .process('*', this.settings.concurrency, (job) => this.run(job))
      .catch((error: unknown) => this.settings.logger.failure(error, {}, 'the queue of lanes stopped'));
  }

  private async run(job: Job<LaneJob>): Promise<void> {
    const { webhookId } = job.data;
    const { handler } = this;
    if (!handler) return;
    await this.redis.srem(this.noted, webhookId).catch(() => undefined);
    const run = handler.drain(webhookId);
    this.running.set(webhookId, run);
    try {
      await run;
    } finally {
      this.running.delete(webhookId);
    }
  }

  /** The job is gone from Redis: was there a wake-up that it stood in the way of? */
  private async lookAgain(job: Job<LaneJob>): Promise<void> {
    const { webhookId } = job.data;
    // Where Redis is away the sweeper finds the lane.
    const noted = await this.redis.srem(this.noted, webhookId).catch(() => 0);
    if (noted > 0) this.wake([webhookId]);
  }

  /** All wake-ups of this turn of the event loop in two round trips. */
  private async send(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const ids = [...this.waiting];
    this.waiting = new Set();
    if (ids.length === 0) return;
    try {
      if (!this.isConnected) throw new Error('Redis is away');
      await this.redis.sadd(this.noted, ...ids);
      const added = this.settings.queue.addBulk(ids.map((webhookId) => jobOf(webhookId)));
      added.catch(() => undefined);
      await Promise.race([added, expire()]);
    } catch (error) {
      this.settings.logger.caution({ lanes: ids.length, reason: String(error) }, 'wake-ups stay in this process');
      if (this.handler) this.local.wake(ids);
    }
  }
}

const jobOf = (webhookId: number) => ({
  data: { webhookId },
  opts: { jobId: String(webhookId), removeOnComplete: true, removeOnFail: true, attempts: 1 },
});

async function expire(): Promise<never> {
  await delay(COMMAND_TIMEOUT_MS, undefined, { ref: false });
  throw new Error('Redis did not answer in time');
}
