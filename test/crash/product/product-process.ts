import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { normalPriority } from '../instrument-priority';

/** A process that ended though nobody had asked it to. */
export interface UnaskedExit {
  readonly process: string;
  readonly at: number;
  readonly code: number | null;
  readonly signal: string | null;
  /** False: it had not come up, as when the database is away. */
  readonly hadStarted: boolean;
}

/** How long an operating system's supervisor waits before it starts a process again, ms. */
const RESTART_DELAY_MS = 500;

/** One process of the built product, started again when it ends unless it is meant to be down. */
export class ProductProcess {
  readonly unaskedExits: UnaskedExit[] = [];
  private readonly log: WriteStream;
  private child: ChildProcess | null = null;
  private ended: Promise<number | null> = Promise.resolve(null);
  private ready = false;
  private wanted = false;
  private readonly whenUp = new Set<() => void>();

  constructor(
    readonly name: string,
    private readonly mainFile: string,
    private readonly env: Record<string, string>,
    logFile: string,
  ) {
    this.log = createWriteStream(logFile, { flags: 'a' });
  }

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  /** It has said that it listens, and has not ended since. */
  get isUp(): boolean {
    return this.ready;
  }

  /** Keeps a process running from now on. */
  start(): void {
    this.wanted = true;
    if (this.child) return;
    const child = spawn(process.execPath, ['--enable-source-maps', this.mainFile], {
      env: { PATH: process.env.PATH, TZ: 'UTC', ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    normalPriority(child.pid);
    this.note(`started as ${child.pid}`);
    child.stdout.on('data', (text: Buffer) => {
      this.log.write(text);
      if (!this.ready && text.includes('listens on')) this.cameUp();
    });
    child.stderr.on('data', (text: Buffer) => this.log.write(text));
    this.ended = new Promise((resolve) => {
      child.on('exit', (code, signal) => {
        this.note(`${child.pid} ended with ${code ?? signal}`);
        this.wentDown(code, signal);
        resolve(code);
      });
    });
  }

  /** Rejects where it does not come up in time. */
  async untilUp(timeoutMs: number): Promise<void> {
    if (this.ready) return;
    await new Promise<void>((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        this.whenUp.delete(done);
        resolve();
      };
      const timer = setTimeout(() => {
        this.whenUp.delete(done);
        reject(new Error(`${this.name} did not come up within ${timeoutMs / 1000} s`));
      }, timeoutMs);
      this.whenUp.add(done);
    });
  }

  /** Asks it to end, or makes it. Resolves with the exit code when it has ended; null: by the signal. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    this.wanted = false;
    this.note(signal);
    this.child?.kill(signal);
    return this.ended;
  }

  /** Stops it in its tracks, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.note(signal);
    this.child?.kill(signal);
  }

  killNow(): void {
    this.wanted = false;
    this.child?.kill('SIGKILL');
  }

  private cameUp(): void {
    this.ready = true;
    this.note('is up');
    for (const callback of [...this.whenUp]) callback();
  }

  private wentDown(code: number | null, signal: string | null): void {
    const hadStarted = this.ready;
    this.ready = false;
    this.child = null;
    if (!this.wanted) return;
    this.unaskedExits.push({ process: this.name, at: Date.now(), code, signal, hadStarted });
    setTimeout(() => {
      if (this.wanted) this.start();
    }, RESTART_DELAY_MS);
  }

  private note(text: string): void {
    this.log.write(`--- ${new Date().toISOString()} ${this.name} ${text}\n`);
  }
}
