import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** What a benchmark process says to the one that started it, and what it is told. */
export type Message = Record<string, unknown>;

/** A process of its own, so that its CPU time is its own too. */
export class BenchProcess {
  private constructor(private readonly child: ChildProcess) {}

  static start(script: string, env: Record<string, string> = {}): BenchProcess {
    return new BenchProcess(
      fork(join(__dirname, `${script}.js`), { env: { ...process.env, NODE_ENV: 'production', ...env } }),
    );
  }

  /** Sends a message and waits for the answer. @throws Error where the process ends or fails first */
  ask<T extends Message>(message: Message, timeoutMs = 600_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const finish = (act: () => void) => {
        clearTimeout(timer);
        this.child.off('message', onMessage).off('exit', onExit);
        act();
      };
      const onMessage = (answer: Message) =>
        finish(() => (answer.error === undefined ? resolve(answer as T) : reject(new Error(String(answer.error)))));
      const onExit = (code: number | null) => finish(() => reject(new Error(`the process ended with ${code}`)));
      const timer = setTimeout(() => finish(() => reject(new Error('the process did not answer'))), timeoutMs);
      this.child.on('message', onMessage).on('exit', onExit);
      this.child.send(message);
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
  }
}

/** Serves the questions of {@link BenchProcess.ask}. */
export function serve(answer: (message: Message) => Promise<Message>): void {
  process.on('message', (message: Message) => {
    answer(message)
      .catch((error: unknown) => ({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }))
      .then((result) => process.send?.(result))
      .catch(() => process.exit(1));
  });
  process.on('disconnect', () => process.exit(0));
}

/** CPU time of this process, user and system, in microseconds. */
export function cpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
