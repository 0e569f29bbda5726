import Redis from 'ioredis';
import { freePort, installed, PrivateServer } from './private-server';

/** Keeps nothing on disk: a restart loses everything. */
export class PrivateRedis extends PrivateServer {
  static readonly isInstalled = installed('redis-server') !== null;

  static async create(): Promise<PrivateRedis> {
    return new PrivateRedis('redis', await freePort());
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async flush(): Promise<void> {
    await this.ask((redis) => redis.flushall());
  }

  /** Asks over a connection of its own. */
  async ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    const redis = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      return await question(redis);
    } finally {
      redis.disconnect();
    }
  }

  protected command(): readonly [string, readonly string[]] {
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    return [installed('redis-server') ?? '', args];
  }

  protected async ping(): Promise<void> {
    await this.ask((redis) => redis.ping());
  }
}
