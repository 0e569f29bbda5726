import { type DynamicModule, Module } from '@nestjs/common';
import { Clock } from './clock/clock';
import { LocalTime } from './clock/local-time';
import { Readiness } from './health/readiness';
import { Logger } from './logging/logger';
import { Metrics } from './metrics/metrics';
import { PersonRecordsRegistry } from './person-records/person-records-registry';

/** What every module may inject: the clock, the zone-less time format, the logger, metrics, readiness and who keeps records of persons. */
@Module({})
export class CommonModule {
  static register(parts: { clock: Clock; localTime: LocalTime; logger: Logger }): DynamicModule {
    return {
      module: CommonModule,
      global: true,
      providers: [
        { provide: Clock, useValue: parts.clock },
        { provide: LocalTime, useValue: parts.localTime },
        { provide: Logger, useValue: parts.logger },
        Metrics,
        PersonRecordsRegistry,
        Readiness,
      ],
      exports: [Clock, LocalTime, Logger, Metrics, PersonRecordsRegistry, Readiness],
    };
  }
}
