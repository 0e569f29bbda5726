import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, createConnection } from 'mysql2/promise';
import { freePort } from './free-port';
import { installedProgram } from './installed-program';
import { PrivateServer } from './private-server';

const DATABASE = 'crash';

/** MariaDB in a folder of its own, durable: a commit that was answered survives `kill -9`. */
export class MariadbServer extends PrivateServer {
  private constructor(
    private readonly folder: string,
    private readonly port: number,
    logFile: string,
  ) {
    super(logFile);
  }

  static isInstalled(): boolean {
    return installedProgram('mariadbd') !== null && installedProgram('mariadb-install-db') !== null;
  }

  static async create(folder: string, logFile: string): Promise<MariadbServer> {
    mkdirSync(folder);
    const { status, stderr } = spawnSync(
      installedProgram('mariadb-install-db') ?? 'mariadb-install-db',
      [
        '--no-defaults',
        `--datadir=${join(folder, 'data')}`,
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
        ...asRoot(),
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`mariadb-install-db failed: ${stderr}`);
    const server = new MariadbServer(folder, await freePort(), logFile);
    await server.start();
    const connection = await server.connect('');
    await connection.query(`CREATE DATABASE ${DATABASE} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await connection.end();
    return server;
  }

  get url(): string {
    return this.urlOf(DATABASE);
  }

  /** A connection that the product knows nothing of. */
  connect(database = DATABASE): Promise<Connection> {
    return createConnection({ uri: this.urlOf(database), connectTimeout: 3_000, supportBigNumbers: true });
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
      '--character-set-server=utf8mb4',
      ...asRoot(),
    ];
    return [installedProgram('mariadbd') ?? 'mariadbd', args];
  }

  protected async ping(): Promise<void> {
    const connection = await this.connect('');
    await connection.end();
  }

  private urlOf(database: string): string {
    return `mysql://root@127.0.0.1:${this.port}/${database}`;
  }
}

const asRoot = (): string[] => (process.getuid?.() === 0 ? ['--user=root'] : []);
