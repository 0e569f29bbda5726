import type { Logger } from '../../common';
import type { AppConfig } from '../../config';
import type * as Bull from './bull/bull-parse-signals';
import { NoParseSignals, type ParseSignals } from './parse-signals';

/** The signals that the configuration asks for. Bull is loaded only then: the embedded mode never pays for it. */
export function loadParseSignals({ redisUrl }: AppConfig, logger: Logger): ParseSignals {
  if (redisUrl === null) return new NoParseSignals();
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a conditional load
  const { BullParseSignals } = require('./bull/bull-parse-signals') as typeof Bull;
  return new BullParseSignals(redisUrl, logger);
}
