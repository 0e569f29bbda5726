import { Injectable } from '@nestjs/common';
import { CandidatesRepository } from './candidates.repository';

/** A candidate as other modules may know one. */
export interface KnownCandidate {
  readonly id: number;
  readonly name: string | null;
}

/** What other modules may ask about candidates. */
@Injectable()
export class CandidateDirectory {
  constructor(private readonly candidates: CandidatesRepository) {}

  /** @returns the candidate, or null where the organization has none of that id */
  async find(organizationId: number, candidateId: number): Promise<KnownCandidate | null> {
    const candidate = await this.candidates.find(organizationId, candidateId);
    return candidate && { id: candidate.id, name: candidate.name };
  }

  /** Inside a unit of work: as {@link find}, and the candidate stays until that ends. */
  async lock(organizationId: number, candidateId: number): Promise<KnownCandidate | null> {
    const candidate = await this.candidates.lock(organizationId, candidateId);
    return candidate && { id: candidate.id, name: candidate.name };
  }

  /** Those of the ids that the organization has, in one statement. */
  async findMany(organizationId: number, candidateIds: readonly number[]): Promise<Map<number, KnownCandidate>> {
    const found = await this.candidates.findMany(organizationId, candidateIds);
    return new Map(found.map(({ id, name }) => [id, { id, name }]));
  }
}
