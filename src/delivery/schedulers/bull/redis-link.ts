import { setTimeout as delay } from 'node:timers/promises';
import type Redis from 'ioredis';
import type { PartHealth } from '../../../common';

/** How often a server that went silent is asked whether it is back, ms. */
const PROBE_EVERY_MS = 500;
/** How long readiness waits for an answer, ms. */
const HEALTH_TIMEOUT_MS = 1_000;

const AWAY: PartHealth = {
  status: 'degraded',
  reason: 'cannot be reached; until it is back, work is found by looking into the database',
};

/** Whether Redis answers: a connection alone says little, for a server that hangs keeps it open. */
export class RedisLink {
  private silent = false;
  private probing = false;
  private closed = false;

  /** @param redis a client that fails commands while it is not connected, and in bounded time while it is */
  constructor(private readonly redis: Redis) {
    redis.on('ready', () => (this.silent = false));
  }

  /** False from the first command that failed until Redis answers again. */
  get isUp(): boolean {
    return this.redis.status === 'ready' && !this.silent;
  }

  /** @throws Error at once where Redis is known to be away */
  async ask<T>(command: (redis: Redis) => Promise<T>): Promise<T> {
    if (!this.isUp) throw new Error('Redis is away');
    try {
      return await command(this.redis);
    } catch (error) {
      this.lost();
      throw error;
    }
  }

  /** A command through another connection went without an answer. */
  lost(): void {
    this.silent = true;
    if (!this.probing) void this.probe();
  }

  async health(): Promise<PartHealth> {
    const late = delay(HEALTH_TIMEOUT_MS, false, { ref: false });
    const answered = this.ask((redis) => redis.ping()).then(
      () => true,
      () => false,
    );
    return (await Promise.race([answered, late])) ? { status: 'ok' } : AWAY;
  }

  close(): void {
    this.closed = true;
  }

  private async probe(): Promise<void> {
    this.probing = true;
    while (this.silent && !this.closed) {
      await this.redis.ping().then(
        () => (this.silent = false),
        () => delay(PROBE_EVERY_MS, undefined, { ref: false }),
      );
    }
    this.probing = false;
  }
}
