export { CANDIDATE_ENTITIES } from './candidate.entities';
export { CandidateDirectory, type KnownCandidate } from './candidate-directory';
export { type CandidateProfile } from './candidate-profile';
export { CandidateRegister, type ParsedResume } from './candidate-register';
export { CandidatesModule } from './candidates.module';
export { type Degree, DEGREES, type EducationEntry } from './education-entry';
