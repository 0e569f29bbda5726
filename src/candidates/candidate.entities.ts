import { Candidate } from './entities/candidate.entity';
import { CandidateTerm } from './entities/candidate-term.entity';

export const CANDIDATE_ENTITIES = [Candidate, CandidateTerm];
