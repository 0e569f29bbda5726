import type { CANDIDATE_SOURCES } from '../events';

export type CandidateSource = (typeof CANDIDATE_SOURCES)[number];
