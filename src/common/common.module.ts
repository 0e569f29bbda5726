import { type DynamicModule, Module } from '@nestjs/common';
import { Clock } from './clock/clock';
import { LocalTime } from './clock/local-time';
import { Logger } from './logging/logger';

/** What every module may inject: the clock, the zone-less time format and the logger. */
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
      ],
      exports: [Clock, LocalTime, Logger],
    };
  }
}
