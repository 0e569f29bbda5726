import { join } from 'node:path';
import { freePort } from '../servers/free-port';
import { ownerOfConnection } from './connection-owner';
import { ProductProcess } from './product-process';

export interface FleetSettings {
  readonly mainFile: string;
  readonly folder: string;
  readonly logFolder: string;
  readonly databaseUrl: string;
  /** null: one process does all, without Redis. */
  readonly redisUrl: string | null;
  readonly workers: number;
}

/** A failure is tried again soon, and for long enough that no delivery is given up in a run. */
const RETRY_DELAYS = ['500ms', '1s', ...Array<string>(40).fill('2s')].join(',');

/** Whole attempt: long enough for receivers and workers that share a busy machine with everything else. */
const TIMEOUT = '6s';

/** Consecutive failures that disable a webhook: a receiver that is dead for a while gets there. */
const DISABLE_AFTER = '6';

/** The processes of the product: an API and workers, or one that is both. */
export class ProductFleet {
  private constructor(
    readonly api: ProductProcess,
    readonly workers: readonly ProductProcess[],
    readonly apiUrl: string,
  ) {}

  static async create(settings: FleetSettings): Promise<ProductFleet> {
    const port = await freePort();
    const env = {
      DATA_DIR: join(settings.folder, 'data'),
      DATABASE_URL: settings.databaseUrl,
      ...(settings.redisUrl === null ? {} : { REDIS_URL: settings.redisUrl }),
      JWT_SECRET: 'a secret of the crash test and of nothing else',
      SECRETS_KEY: '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',
      ACCESS_TOKEN_TTL: '1d',
      LOG_LEVEL: 'warn',
      WEBHOOK_TIMEOUT: TIMEOUT,
      WEBHOOK_RETRY_DELAYS: RETRY_DELAYS,
      WEBHOOK_DISABLE_AFTER: DISABLE_AFTER,
      WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
      RATE_LIMIT_REGISTER: '1000000',
      RATE_LIMIT_API: '10000000',
    };
    const process = (name: string, role: string, at: number) =>
      new ProductProcess(
        name,
        settings.mainFile,
        { ...env, ROLE: role, PORT: String(at) },
        join(settings.logFolder, `${name}.log`),
      );
    const apiUrl = `http://127.0.0.1:${port}/api/v1`;
    if (settings.redisUrl === null) return new ProductFleet(process('all', 'all', port), [], apiUrl);
    const workers = Array.from({ length: settings.workers }, (_, n) => process(`worker-${n + 1}`, 'worker', 0));
    return new ProductFleet(process('api', 'api', port), workers, apiUrl);
  }

  get processes(): readonly ProductProcess[] {
    return [this.api, ...this.workers];
  }

  start(): void {
    for (const process of this.processes) process.start();
  }

  async untilUp(timeoutMs: number): Promise<void> {
    await Promise.all(this.processes.map((process) => process.untilUp(timeoutMs)));
  }

  /** @returns the name of the process that has the client's side of a connection open, if it can be told */
  ownerOf(clientPort: number, serverPort: number): string | null {
    const alive = this.processes.filter((process) => process.pid !== null);
    const pid = ownerOfConnection(
      clientPort,
      serverPort,
      alive.map((process) => process.pid ?? 0),
    );
    return alive.find((process) => process.pid === pid)?.name ?? null;
  }

  killNow(): void {
    for (const process of this.processes) process.killNow();
  }
}
