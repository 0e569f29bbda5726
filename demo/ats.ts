import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../src/app.factory';
import { loadConfig } from '../src/config';

/** The product on its embedded default: SQLite in a folder of its own, in-process scheduler, a free port. */
export class Ats {
  private constructor(
    private readonly app: NestFastifyApplication,
    /** e.g. `http://127.0.0.1:41234` */
    readonly origin: string,
    private readonly dataDir: string,
  ) {}

  static async start(): Promise<Ats> {
    const dataDir = mkdtempSync(join(tmpdir(), 'smartats-demo-'));
    try {
      const config = loadConfig({
        DATA_DIR: dataDir,
        PORT: '0',
        LOG_LEVEL: 'error',
        // The sample receiver is on this machine, which webhooks may not reach otherwise.
        WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8,::1/128',
      });
      const app = await createApp(config);
      await app.listen(config.http.port, config.http.host);
      return new Ats(app, await app.getUrl(), dataDir);
    } catch (error) {
      rmSync(dataDir, { recursive: true, force: true });
      throw error;
    }
  }

  /** Stops, and removes all that was stored. */
  async stop(): Promise<void> {
    await this.app.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
