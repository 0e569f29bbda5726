import { Module } from '@nestjs/common';
import { CandidateDirectory } from './candidate-directory';
import { CandidateRegister } from './candidate-register';
import { CandidatesController } from './candidates.controller';
import { CandidatesRepository } from './candidates.repository';
import { CandidatesService } from './candidates.service';
import { CandidateErasureService } from './erasure/candidate-erasure.service';
import { CandidateErasuresRepository } from './erasure/candidate-erasures.repository';
import { ErasureResumer } from './erasure/erasure-resumer';
import { CandidateMerger } from './merging/candidate-merger';
import { CandidateMergesRepository } from './merging/candidate-merges.repository';

@Module({
  controllers: [CandidatesController],
  providers: [
    CandidateDirectory,
    CandidateErasureService,
    CandidateErasuresRepository,
    CandidateMerger,
    CandidateMergesRepository,
    CandidateRegister,
    CandidatesRepository,
    CandidatesService,
    ErasureResumer,
  ],
  exports: [CandidateRegister, CandidateDirectory],
})
export class CandidatesModule {}
