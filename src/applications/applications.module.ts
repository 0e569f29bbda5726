import { Module } from '@nestjs/common';
import { CandidatesModule } from '../candidates';
import { JobsModule } from '../jobs';
import { ApplicationRecords } from './application-records';
import { ApplicationsController } from './applications.controller';
import { ApplicationsRepository } from './applications.repository';
import { ApplicationsService } from './applications.service';

@Module({
  imports: [CandidatesModule, JobsModule],
  controllers: [ApplicationsController],
  providers: [ApplicationsService, ApplicationsRepository, ApplicationRecords],
  exports: [ApplicationsService],
})
export class ApplicationsModule {}
