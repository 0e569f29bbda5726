import { Module } from '@nestjs/common';
import { LaneScheduler } from '../lane-scheduler';
import { EmbeddedLaneScheduler } from './embedded-lane-scheduler';

/** Provides a {@link LaneScheduler} inside the process. */
@Module({
  providers: [{ provide: LaneScheduler, useFactory: () => new EmbeddedLaneScheduler() }],
  exports: [LaneScheduler],
})
export class EmbeddedSchedulerModule {}
