import Redis, { type RedisOptions } from 'ioredis';

/** How long a command may take before the queue server counts as away, ms. */
export const COMMAND_TIMEOUT_MS = 2_000;

const reconnectDelay = (attempt: number) => Math.min(attempt * 100, 1_000);

/** The connections of one scheduler, so that they can all be ended, also while the server is away. */
export class RedisClients {
  private readonly clients = new Set<Redis>();
  private ended = false;

  constructor(private readonly url: string) {}

  /** For Bull, which queues commands until it is connected and blocks on some of them. */
  forBull(): Redis {
    const client = this.create({ maxRetriesPerRequest: null, enableReadyCheck: false });
    // Closing its queue, Bull reconnects, perhaps after we gave up waiting, and looks at the outcome late or never:
    // unhandled, that ends the process.
    const connect = client.connect.bind(client);
    client.connect = (...given) => (this.ended ? Promise.resolve() : connect(...given).catch(() => undefined));
    return client;
  }

  /** Fails at once while the server is away. */
  impatient(): Redis {
    return this.create({ maxRetriesPerRequest: 0, enableOfflineQueue: false, commandTimeout: COMMAND_TIMEOUT_MS });
  }

  disconnect(): void {
    this.ended = true;
    for (const client of this.clients) client.disconnect();
  }

  private create(options: RedisOptions): Redis {
    const client = new Redis(this.url, { ...options, retryStrategy: reconnectDelay });
    // Its state is what matters, and that is looked at before each use.
    client.on('error', () => undefined);
    this.clients.add(client);
    return client;
  }
}
