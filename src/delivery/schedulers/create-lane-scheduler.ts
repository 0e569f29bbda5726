import type { AppConfig } from '../../config';
import type * as Embedded from './embedded/embedded-lane-scheduler';
import type { LaneScheduler } from './lane-scheduler';

/* eslint-disable @typescript-eslint/no-require-imports -- a conditional load: neither mode pays for the other's modules */

/** Chosen once, and loaded only then, so that the embedded mode loads nothing of a queue server's client. */
export function createLaneScheduler(config: AppConfig): LaneScheduler {
  if (config.redisUrl !== null) throw new Error('REDIS_URL is set, but this build has the in-process scheduler only');
  const { EmbeddedLaneScheduler } = require('./embedded/embedded-lane-scheduler') as typeof Embedded;
  return new EmbeddedLaneScheduler();
}
