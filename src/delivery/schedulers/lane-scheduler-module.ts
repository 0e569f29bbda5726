import type { DynamicModule, Type } from '@nestjs/common';
import type { AppConfig } from '../../config';
import type * as Bull from './bull/bull-scheduler.module';
import type * as Embedded from './embedded/embedded-scheduler.module';

/* eslint-disable @typescript-eslint/no-require-imports -- a conditional load: neither mode pays for the other's modules */

/** The module of the scheduler that the configuration asks for, loaded only then: embedded never loads Bull. */
export function laneSchedulerModule({ redisUrl, delivery }: AppConfig): Type | DynamicModule {
  if (redisUrl === null) {
    return (require('./embedded/embedded-scheduler.module') as typeof Embedded).EmbeddedSchedulerModule;
  }
  const { BullSchedulerModule } = require('./bull/bull-scheduler.module') as typeof Bull;
  return BullSchedulerModule.register(redisUrl, delivery.laneConcurrency);
}
