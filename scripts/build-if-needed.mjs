// Builds into dist/ when a source is newer than the last build. In an image that holds no sources, dist/ is taken as it is.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const INPUTS = [
  'src',
  'demo',
  'bench',
  'test/crash',
  'ormconfig.ts',
  'tsconfig.json',
  'tsconfig.build.json',
  'nest-cli.json',
  'package-lock.json',
];
const STAMP = join(root, 'dist', '.built');
const LOCK = join(root, 'node_modules', '.cache', 'build.lock');

/** Specs and test support aren't built, so they make no build stale. */
const isIgnored = (path) => path.endsWith('.spec.ts') || path.endsWith('/testing');

function newestInput() {
  let newest = 0;
  const visit = (path) => {
    if (isIgnored(path)) return;
    const stat = statSync(path);
    if (stat.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
    else newest = Math.max(newest, stat.mtimeMs);
  };
  for (const input of INPUTS) if (existsSync(join(root, input))) visit(join(root, input));
  return newest;
}

/** The names of the sources: a source that was removed makes a build stale too, and leaves no time behind. */
function inputNames() {
  const names = (path) =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
      const inner = join(path, entry.name);
      if (isIgnored(inner)) return [];
      return entry.isDirectory() ? names(inner) : [inner.slice(root.length + 1)];
    });
  return ['src', 'demo', 'bench', 'test/crash']
    .filter((input) => existsSync(join(root, input)))
    .flatMap((input) => names(join(root, input)));
}

function isStale() {
  if (!existsSync(join(root, 'src'))) return false;
  if (!existsSync(STAMP) || newestInput() > statSync(STAMP).mtimeMs) return true;
  return readFileSync(STAMP, 'utf8') !== inputNames().join('\n');
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Two builds at once would delete each other's output. */
function lock() {
  mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true });
  for (;;) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = Number(existsSync(LOCK) ? readFileSync(LOCK, 'utf8') : 0);
      if (holder > 0 && !isAlive(holder)) rmSync(LOCK, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
}

/** @returns false where the build failed; its messages are on stderr */
export function buildIfNeeded() {
  if (!isStale()) return true;
  lock();
  try {
    if (!isStale()) return true;
    process.stderr.write('Building …\n');
    const started = new Date();
    const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
    const { status } = spawnSync(process.execPath, [nest, 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
    if (status !== 0) return false;
    writeFileSync(STAMP, inputNames().join('\n'));
    // What was edited during the build is newer than the stamp.
    utimesSync(STAMP, started, started);
    return true;
  } finally {
    rmSync(LOCK, { force: true });
  }
}
