import { Module } from '@nestjs/common';
import { ApplicationsModule } from '../applications';
import { InterviewRecords } from './interview-records';
import { InterviewsController } from './interviews.controller';
import { InterviewsRepository } from './interviews.repository';
import { InterviewsService } from './interviews.service';

@Module({
  imports: [ApplicationsModule],
  controllers: [InterviewsController],
  providers: [InterviewsService, InterviewsRepository, InterviewRecords],
})
export class InterviewsModule {}
