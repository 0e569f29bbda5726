import { Candidate } from './entities/candidate.entity';
import { CandidateTerm } from './entities/candidate-term.entity';
import { CandidateErasure } from './erasure/candidate-erasure.entity';
import { CandidateMerge } from './merging/candidate-merge.entity';

export const CANDIDATE_ENTITIES = [Candidate, CandidateTerm, CandidateErasure, CandidateMerge];
