import { type ChildProcess, fork, type ForkOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Builds into dist/ unless that is newer than the sources. */
export function ensureBuilt(): void {
  const script = `import { buildIfNeeded } from './scripts/build-if-needed.mjs'; process.exit(buildIfNeeded() ? 0 : 1);`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed: ${stderr}`);
}

/** What a newcomer's shell has, and nothing that configures the product. */
function bareEnvironment(variables: Record<string, string>): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env;
  return { PATH, HOME, TMPDIR, ...variables };
}

/** A program of the built product in a process of its own, with all that it prints. */
export class BuiltProgram {
  stdout = '';
  stderr = '';
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;

  private constructor(readonly process: ChildProcess) {
    process.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    process.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.exited = once(process, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
    }));
  }

  /** As the scripts of package.json run it: `node scripts/run-built.mjs <file> …`. */
  static run(file: string, args: string[], cwd: string, variables: Record<string, string> = {}): BuiltProgram {
    const script = join(ROOT, 'scripts/run-built.mjs');
    return new BuiltProgram(
      spawn(process.execPath, [script, file, ...args], { cwd, env: bareEnvironment(variables), stdio: 'pipe' }),
    );
  }

  /** A driver of the tests, which loads what was built and takes commands from here. */
  static fork(driver: string, cwd: string, variables: Record<string, string>): BuiltProgram {
    const options: ForkOptions = { cwd, env: bareEnvironment(variables), silent: true, execArgv: [] };
    return new BuiltProgram(fork(join(__dirname, driver), [], options));
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
