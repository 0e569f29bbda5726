import { type DynamicModule, Module } from '@nestjs/common';
import { ApplicationsModule } from './applications';
import { AuthModule } from './auth';
import { CandidatesModule } from './candidates';
import { Clock, CommonModule, LocalTime, Logger } from './common';
import { AppConfig, ConfigModule } from './config';
import { DatabaseModule } from './database';
import { DeliveryModule } from './delivery';
import { ENTITIES } from './entities';
import { EventsModule } from './events';
import { HealthModule } from './health';
import { InterviewsModule } from './interviews';
import { JobsModule } from './jobs';
import { MetricsModule } from './metrics';
import { ResumesModule } from './resumes';
import { SystemModule } from './system';
import { WebhooksModule } from './webhooks';

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
        JobsModule,
        CandidatesModule,
        ResumesModule,
        ApplicationsModule,
        InterviewsModule,
        SystemModule,
        WebhooksModule,
        DeliveryModule.register(config),
        HealthModule,
        MetricsModule,
      ],
    };
  }
}
