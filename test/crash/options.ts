import { parseArgs } from 'node:util';
import { parseDuration } from '../../src/config';

export interface CrashOptions {
  /** The same seed gives the same schedule of faults, the same changes and the same receivers. */
  readonly seed: string;
  /** How long faults happen, ms. */
  readonly durationMs: number;
  /** Redis is flushed this often on top of the other faults, ms; null: only as the schedule has it. */
  readonly flushEveryMs: number | null;
  readonly workers: number;
  /** One process that does all, with the in-process scheduler and without Redis. */
  readonly embedded: boolean;
  /** Keeps the logs also where all went well. */
  readonly keep: boolean;
}

export const USAGE =
  'usage: npm run test:crash -- [--seed N] [--minutes M] [--flush-every 5s] [--workers 3] [--embedded] [--keep]';

/** @throws Error with a sentence for the person who typed it */
export function parseOptions(args: readonly string[]): CrashOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '1' },
      'flush-every': { type: 'string' },
      workers: { type: 'string', default: '3' },
      embedded: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Error('--minutes must be a number above 0');
  const workers = Number(values.workers);
  if (!Number.isInteger(workers) || workers < 1 || workers > 16) throw new Error('--workers must be from 1 to 16');
  return {
    seed: values.seed,
    durationMs: minutes * 60_000,
    flushEveryMs: values['flush-every'] === undefined ? null : parseDuration(values['flush-every']),
    workers,
    embedded: values.embedded,
    keep: values.keep,
  };
}
