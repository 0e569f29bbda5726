import { connect } from 'node:net';
import { freePort } from './free-port';
import { installedProgram } from './installed-program';
import { PrivateServer } from './private-server';

const COMMAND_TIMEOUT_MS = 2_000;

/** Redis that keeps nothing on disk: each restart loses all. */
export class RedisServer extends PrivateServer {
  private constructor(
    private readonly port: number,
    logFile: string,
  ) {
    super(logFile);
  }

  static isInstalled(): boolean {
    return installedProgram('redis-server') !== null;
  }

  static async create(logFile: string): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), logFile);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  flush(): Promise<void> {
    return this.send('FLUSHALL');
  }

  protected command(): readonly [string, readonly string[]] {
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    return [installedProgram('redis-server') ?? 'redis-server', args];
  }

  protected ping(): Promise<void> {
    return this.send('PING');
  }

  /** An inline command of the Redis protocol; any answer that is not an error will do. */
  private send(command: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.port, '127.0.0.1', () => socket.write(`${command}\r\n`));
      socket.setTimeout(COMMAND_TIMEOUT_MS, () => socket.destroy(new Error(`${command} was not answered`)));
      socket.once('data', (answer) => {
        socket.destroy();
        if (answer.toString().startsWith('+')) resolve();
        else reject(new Error(`${command}: ${answer.toString()}`));
      });
      socket.once('error', reject);
    });
  }
}
