import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { normalPriority } from '../instrument-priority';

const START_TIMEOUT_MS = 60_000;

/** A server of our own, which can be killed and started again on the same port and folder. */
export abstract class PrivateServer {
  private child: ChildProcess | null = null;

  protected constructor(private readonly logFile: string) {}

  get isRunning(): boolean {
    return this.child !== null;
  }

  protected abstract command(): readonly [program: string, args: readonly string[]];
  /** Rejects where the server does not answer yet. */
  protected abstract ping(): Promise<void>;

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const [program, args] = this.command();
    const log = openSync(this.logFile, 'a');
    const child = spawn(program, args, { stdio: ['ignore', log, log] });
    closeSync(log);
    this.child = child;
    normalPriority(child.pid);
    child.on('exit', () => {
      if (this.child === child) this.child = null;
    });
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (this.child === child && Date.now() < deadline) {
      try {
        return await this.ping();
      } catch {
        await delay(50);
      }
    }
    throw new Error(`${program} did not start; see ${this.logFile}`);
  }

  /** Resolves when it is gone. */
  async stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  killNow(): void {
    this.child?.kill('SIGKILL');
  }
}
