import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { freePort, installed, PrivateServer } from './private-server';

const DATABASE = 'smartats';

/** Durable: what was committed survives {@link kill}. */
export class PrivateMariadb extends PrivateServer {
  static readonly isInstalled = installed('mariadbd') !== null && installed('mariadb-install-db') !== null;

  static async create(): Promise<PrivateMariadb> {
    const server = new PrivateMariadb('mariadb', await freePort());
    const { status, stderr } = spawnSync(
      installed('mariadb-install-db') ?? '',
      [
        '--no-defaults',
        `--datadir=${join(server.folder, 'data')}`,
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
        ...asRoot(),
      ],
      { cwd: server.folder, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`mariadb-install-db failed: ${stderr}`);
    await server.start();
    await server.query(`CREATE DATABASE ${DATABASE} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`, '');
    return server;
  }

  get url(): string {
    return this.urlOf(DATABASE);
  }

  async query<T>(sql: string, database = DATABASE): Promise<T[]> {
    const connection = await createConnection({ uri: this.urlOf(database), connectTimeout: 3_000 });
    try {
      const [rows] = await connection.query(sql);
      return rows as T[];
    } finally {
      await connection.end();
    }
  }

  protected command(): readonly [string, readonly string[]] {
    const args = [
      '--no-defaults',
      `--datadir=${join(this.folder, 'data')}`,
      `--socket=${join(this.folder, 'socket')}`,
      `--pid-file=${join(this.folder, 'pid')}`,
      `--port=${this.port}`,
      '--bind-address=127.0.0.1',
      '--skip-log-bin',
      '--skip-name-resolve',
      '--innodb-buffer-pool-size=64M',
      '--max-connections=400',
      ...asRoot(),
    ];
    return [installed('mariadbd') ?? '', args];
  }

  protected async ping(): Promise<void> {
    await this.query('SELECT 1', '');
  }

  private urlOf(database: string): string {
    return `mysql://root@127.0.0.1:${this.port}/${database}`;
  }
}

const asRoot = (): string[] => (process.getuid?.() === 0 ? ['--user=root'] : []);
