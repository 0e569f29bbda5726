import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const START_TIMEOUT_MS = 60_000;

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
  /** When it ended, ms since the epoch. */
  readonly at: number;
}

/** A copy of the built product, so that a suite tests one build whatever is built meanwhile. */
export class BuiltProduct {
  private readonly processes = new Set<ProductProcess>();

  private constructor(readonly folder: string) {}

  static create(): BuiltProduct {
    const script = "import('./scripts/build-if-needed.mjs').then((m) => process.exit(m.buildIfNeeded() ? 0 : 1))";
    const { status, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(`the product does not build: ${stderr}`);
    const folder = mkdtempSync(join(tmpdir(), 'smartats-built-'));
    cpSync(join(ROOT, 'dist', 'src'), join(folder, 'dist', 'src'), { recursive: true });
    cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    return new BuiltProduct(folder);
  }

  /** Resolves when it listens. */
  async start(env: Record<string, string>): Promise<ProductProcess> {
    const started = new ProductProcess(this.folder, env);
    this.processes.add(started);
    await started.untilListening(START_TIMEOUT_MS);
    return started;
  }

  async remove(): Promise<void> {
    await Promise.all([...this.processes].map((one) => one.end('SIGKILL')));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One process of the built product on a port of its own. */
export class ProductProcess {
  readonly exited: Promise<Exit>;
  /** What it wrote, logs included. */
  output = '';
  url = '';
  private readonly child: ChildProcess;

  constructor(folder: string, env: Record<string, string>) {
    this.child = spawn(process.execPath, ['--enable-source-maps', join(folder, 'dist', 'src', 'main.js')], {
      cwd: folder,
      env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'warn', ...PRODUCT_KEYS, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (text: Buffer) => (this.output += text.toString('utf8')));
    }
    this.exited = new Promise((resolve) =>
      this.child.on('exit', (code, signal) => resolve({ code, signal, at: Date.now() })),
    );
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    if (!this.hasEnded) this.child.kill(signal);
    return this.exited;
  }

  async ready(): Promise<{ status: number; data: { status: string; parts: Record<string, unknown> } | null }> {
    const response = await fetch(`${this.url}/health/ready`);
    const { data } = (await response.json()) as { data: never };
    return { status: response.status, data };
  }

  async untilListening(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const url = /listens on (\S+)/.exec(this.output)?.[1];
      if (url) {
        this.url = url;
        return;
      }
      if (this.hasEnded || Date.now() > deadline) throw new Error(`the product did not start: ${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

/** What processes that share a database must share too, and receivers on loopback. */
export const PRODUCT_KEYS = {
  JWT_SECRET: 'a secret of the tests, and of the tests only',
  SECRETS_KEY: '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',
  WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8,::1/128',
  RATE_LIMIT_LOGIN: '100000',
  RATE_LIMIT_REGISTER: '100000',
  RATE_LIMIT_API: '1000000',
};
