import { setTimeout as delay } from 'node:timers/promises';
import Bull, { type Queue } from 'bull';
import Redis from 'ioredis';
import type { Logger } from '../../../common';
import { ParseSignals } from '../parse-signals';

const QUEUE = 'parsing';
/** Announcements that may wait for an answer of Redis; beyond that they are left to the look into the table. */
const MAX_UNDER_WAY = 100;
const STOP_TIMEOUT_MS = 2_000;

/** A Bull job for each announcement, taken by a process that has room. Nothing is in it. */
export class BullParseSignals extends ParseSignals {
  private readonly clients: Redis[] = [];
  private readonly queue: Queue<object>;
  private readonly sender: Redis;
  private take: (() => Promise<void>) | null = null;
  private processing = false;
  private underWay = 0;
  private stopped = false;
  private ended = false;

  constructor(
    private readonly redisUrl: string,
    private readonly logger: Logger,
    name = QUEUE,
  ) {
    super();
    this.queue = new Bull(name, { createClient: () => this.connect() });
    this.sender = this.queue.client;
    this.sender.on('ready', () => this.process());
  }

  announce(): void {
    // While Redis is away Bull would keep the job until it is back, when nobody needs it.
    if (this.stopped || this.sender.status !== 'ready' || this.underWay >= MAX_UNDER_WAY) return;
    this.underWay++;
    this.queue
      .add({}, { removeOnComplete: true, removeOnFail: true })
      .catch(() => undefined)
      .finally(() => this.underWay--);
  }

  listen(take: () => Promise<void>): void {
    this.take = take;
    this.process();
  }

  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    this.take = null;
    // Closing a queue that has never reached Redis crashes inside Bull.
    if (this.sender.status === 'ready') {
      const closed = this.queue.close().catch(() => undefined);
      await Promise.race([closed, delay(STOP_TIMEOUT_MS, undefined, { ref: false })]);
    }
    this.ended = true;
    for (const client of this.clients) client.disconnect();
  }

  /** Bull must not be asked to process before Redis has been reached once, or it gives up for good. */
  private process(): void {
    if (this.processing || !this.take || this.sender.status !== 'ready') return;
    this.processing = true;
    this.queue
      // One at a time: the next announcement is for whoever has room when it comes.
      .process(1, async () => this.take?.())
      .catch((error: unknown) => this.logger.failure(error, {}, 'the queue of parsing stopped'));
  }

  /** As Bull wants its connections: commands wait until there is one. */
  private connect(): Redis {
    const client = new Redis(this.redisUrl, {
      maxRetriesPerRequest: null,
      enableReadyCheck: false,
      retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
    });
    client.on('error', () => undefined);
    // Closing its queue, Bull reconnects, perhaps after we gave up waiting, and looks at the outcome late or never:
    // unhandled, that ends the process.
    const connect = client.connect.bind(client);
    client.connect = (...given) => (this.ended ? Promise.resolve() : connect(...given).catch(() => undefined));
    this.clients.push(client);
    return client;
  }
}
