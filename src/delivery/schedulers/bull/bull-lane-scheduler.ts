import { setTimeout as delay } from 'node:timers/promises';
import type { Job, Queue } from 'bull';
import type { Logger, PartHealth } from '../../../common';
import { EmbeddedLaneScheduler } from '../embedded/embedded-lane-scheduler';
import { type LaneHandler, LaneScheduler } from '../lane-scheduler';
import { giveBackJobs, takeNoJobAfter } from './job-hand-over';
import { removeOrphanedJobs } from './orphaned-jobs';
import { COMMAND_TIMEOUT_MS, type RedisClients } from './redis-clients';
import { RedisLink } from './redis-link';
import { UnansweredWakeUps } from './unanswered-wake-ups';

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
  /** How long a lane is woken without running here before its job is looked at, ms. */
  suspectAfterMs?: number;
}

const SUSPECT_AFTER_MS = 5_000;

/**
 * Wake-ups as Bull jobs, one a lane, shared by all processes on one Redis.
 *
 * Bull silently drops a job whose id exists, also in the moment in which that job is ending. So each wake-up is first
 * noted in a Redis set. The note is taken away when a drain starts; whoever ends a lane's job looks, once the job is
 * gone, whether a note has come meanwhile, and if so adds the job again. A wake-up is thus either seen by the drain that
 * runs, or finds no job in its way, or is found in the set.
 *
 * A flush of Redis at the wrong moment leaves jobs that nobody will take and that stand in the way for ever. The sweeper
 * goes on waking their lanes, and a lane that is woken for a while without running here has its job looked at.
 *
 * While Redis is away, wake-ups stay in this process; the leases of the lanes keep processes apart in any case.
 */
export class BullLaneScheduler extends LaneScheduler {
  private readonly local = new EmbeddedLaneScheduler();
  private readonly link: RedisLink;
  private readonly noted: string;
  private readonly unanswered: UnansweredWakeUps;
  private readonly running = new Map<number, Promise<boolean>>();
  /** Lanes with work, which this process gives up: their jobs are added again once they are gone. */
  private readonly leaving = new Set<number>();
  private readonly looking = new Set<Promise<void>>();
  private handler: LaneHandler | null = null;
  private waiting = new Set<number>();
  private sending: Promise<void> | null = null;
  private processing = false;
  private closing: Promise<void> | null = null;
  private stopped = false;

  constructor(private readonly settings: BullLaneSchedulerSettings) {
    super();
    const redis = settings.clients.impatient();
    this.link = new RedisLink(redis);
    redis.on('ready', () => this.process());
    this.noted = settings.queue.toKey('noted');
    this.unanswered = new UnansweredWakeUps(settings.suspectAfterMs ?? SUSPECT_AFTER_MS);
    settings.queue.on('completed', (job) => this.jobEnded(job));
    settings.queue.on('failed', (job) => this.jobEnded(job));
  }

  /** How Redis is doing, for readiness. */
  health(): Promise<PartHealth> {
    return this.link.health();
  }

  start(handler: LaneHandler): void {
    this.handler = handler;
    this.local.start(handler);
    if (this.link.isUp) this.process();
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

  pause(): void {
    if (this.closing) return;
    this.handler = null;
    this.local.pause();
    // Closing the queue before Redis has been reached once crashes inside Bull.
    this.closing = this.link.isUp ? this.settings.queue.close().catch(() => undefined) : Promise.resolve();
  }

  async stop(): Promise<void> {
    this.pause();
    await Promise.all([this.local.stop(), ...this.running.values()]);
    await Promise.race([this.handOver(), delay(COMMAND_TIMEOUT_MS, undefined, { ref: false })]);
    this.stopped = true;
    this.link.close();
    this.settings.clients.disconnect();
  }

  /** What this process had and has not finished goes to the others at once, not when locks expire. */
  private async handOver(): Promise<void> {
    if (!this.link.isUp) return;
    try {
      await this.closing;
      await Promise.all(this.looking);
      while (this.sending) await this.sending;
      await this.link.ask((redis) => giveBackJobs(redis, this.settings.queue));
    } catch (error) {
      this.settings.logger.caution({ reason: String(error) }, 'lanes are found by the sweeper of another process');
    }
  }

  /** Bull must not be asked to process before Redis has been reached once, or it gives up for good. */
  private process(): void {
    if (this.processing || !this.handler) return;
    this.processing = true;
    this.settings.queue
      .process('*', this.settings.concurrency, (job) => this.run(job))
      .catch((error: unknown) => this.settings.logger.failure(error, {}, 'the queue of lanes stopped'));
  }

  private async run(job: Job<LaneJob>): Promise<void> {
    const webhookId = laneOf(job);
    // A job that lost its fields to a flush has lost these too, and would stay when it is finished.
    Object.assign(job.opts, REMOVED_WHEN_DONE);
    this.unanswered.answered(webhookId);
    const { handler } = this;
    if (!handler) {
      this.leaving.add(webhookId);
      return;
    }
    await this.link.ask((redis) => redis.srem(this.noted, webhookId)).catch(() => undefined);
    const run = handler.drain(webhookId);
    this.running.set(webhookId, run);
    try {
      if (await run) this.leaving.add(webhookId);
    } finally {
      this.running.delete(webhookId);
      if (this.closing) takeNoJobAfter(job);
    }
  }

  private jobEnded(job: Job<LaneJob>): void {
    const look = this.lookAgain(laneOf(job)).finally(() => this.looking.delete(look));
    this.looking.add(look);
  }

  /** The job is gone from Redis: was there a wake-up that it stood in the way of? */
  private async lookAgain(webhookId: number): Promise<void> {
    // Where Redis is away the sweeper finds the lane.
    const noted = await this.link.ask((redis) => redis.srem(this.noted, webhookId)).catch(() => 0);
    if (this.leaving.delete(webhookId) || noted > 0) this.wake([webhookId]);
  }

  /** All wake-ups of this turn of the event loop in two round trips. */
  private async send(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const ids = [...this.waiting];
    this.waiting = new Set();
    if (ids.length === 0) return;
    try {
      await this.link.ask((redis) => redis.sadd(this.noted, ...ids));
      const suspects = this.unanswered.note(ids, performance.now());
      const orphans = await this.link.ask((redis) => removeOrphanedJobs(redis, this.settings.queue, suspects));
      if (orphans > 0) this.settings.logger.info({ orphans }, 'jobs in no queue were removed');
      await this.link.ask(() => this.addJobs(ids));
    } catch (error) {
      this.settings.logger.caution({ lanes: ids.length, reason: String(error) }, 'wake-ups stay in this process');
      this.local.wake(ids);
    }
  }

  /** Bull waits for Redis for ever; we do not. */
  private async addJobs(ids: readonly number[]): Promise<void> {
    const added = this.settings.queue.addBulk(ids.map((webhookId) => jobOf(webhookId)));
    added.catch(() => undefined);
    await Promise.race([added, expire()]);
  }
}

const REMOVED_WHEN_DONE = { removeOnComplete: true, removeOnFail: true };

const jobOf = (webhookId: number) => ({
  data: { webhookId },
  opts: { jobId: String(webhookId), attempts: 1, ...REMOVED_WHEN_DONE },
});

/** By the job's id: its data may be gone. */
const laneOf = (job: Job<LaneJob>): number => Number(job.id);

async function expire(): Promise<never> {
  await delay(COMMAND_TIMEOUT_MS, undefined, { ref: false });
  throw new Error('Redis did not answer in time');
}
