import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const START_TIMEOUT_MS = 30_000;

/** @returns the path of a program that is on the PATH or where Debian puts servers; null: it is not installed */
export function installed(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/local/bin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** A server of a suite's own on a free port, to be killed, hung and started again. */
export abstract class PrivateServer {
  protected readonly folder: string;
  private child: ChildProcess | null = null;

  protected constructor(
    name: string,
    protected readonly port: number,
  ) {
    this.folder = mkdtempSync(join(tmpdir(), `smartats-${name}-`));
    process.on('exit', this.killAtExit);
  }

  protected abstract command(): readonly [program: string, args: readonly string[]];
  /** Rejects while the server does not answer. */
  protected abstract ping(): Promise<void>;

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const [program, args] = this.command();
    this.child = spawn(program, args, { cwd: this.folder, stdio: 'ignore' });
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      try {
        return await this.ping();
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await delay(50);
      }
    }
  }

  /** Gone at once, as in a crash. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** It keeps its connections and answers nothing. */
  hang(): void {
    this.child?.kill('SIGSTOP');
  }

  goOn(): void {
    this.child?.kill('SIGCONT');
  }

  /** Kills it for good. */
  async remove(): Promise<void> {
    this.goOn();
    await this.kill();
    process.off('exit', this.killAtExit);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private readonly killAtExit = () => this.child?.kill('SIGKILL');
}
