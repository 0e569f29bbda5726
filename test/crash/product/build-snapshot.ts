import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** The project's folder, seen from where this file is when it is built. */
const ROOT = join(__dirname, '..', '..', '..', '..');

/**
 * Copies the built product, so that a run tests one build, whatever is built meanwhile.
 * @returns the file to start
 */
export function snapshotBuild(folder: string): string {
  mkdirSync(folder);
  cpSync(join(ROOT, 'dist', 'src'), join(folder, 'dist', 'src'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return join(folder, 'dist', 'src', 'main.js');
}
