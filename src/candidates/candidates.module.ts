import { Module } from '@nestjs/common';
import { CandidateDirectory } from './candidate-directory';
import { CandidateRegister } from './candidate-register';
import { CandidatesController } from './candidates.controller';
import { CandidatesRepository } from './candidates.repository';
import { CandidatesService } from './candidates.service';

@Module({
  controllers: [CandidatesController],
  providers: [CandidatesService, CandidateRegister, CandidateDirectory, CandidatesRepository],
  exports: [CandidateRegister, CandidateDirectory],
})
export class CandidatesModule {}
