// npm run measure:resumes                precision and recall of the built-in extraction on both halves of the corpus
// npm run measure:resumes -- --misses    and what went wrong in the half that may be looked at
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.mjs';

const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules/jest/bin/jest.js'),
    '--selectProjects',
    'integration',
    '--runTestsByPath',
    join(root, 'test/resumes/measurement/measurement.spec.ts'),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, MEASURE_MISSES: process.argv.includes('--misses') ? '1' : '0' },
  },
);
process.exit(status ?? 1);
