import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from './auth';
import { Clock, CommonModule, LocalTime, Logger } from './common';
import { AppConfig, ConfigModule } from './config';
import { DatabaseModule } from './database';
import { ENTITIES } from './entities';
import { EventsModule } from './events';

export interface AppParts {
  config: AppConfig;
  clock: Clock;
  logger: Logger;
}

/** The whole product. Which parts of it work in this process is the configuration's `ROLE`. */
@Module({})
export class AppModule {
  static register({ config, clock, logger }: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CommonModule.register({ clock, logger, localTime: new LocalTime(config.timeZone) }),
        ConfigModule.register(config),
        DatabaseModule.register(ENTITIES),
        AuthModule,
        EventsModule,
      ],
    };
  }
}
