import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../database';
import { CandidateMerge } from './candidate-merge.entity';

@Injectable()
export class CandidateMergesRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Who stands for a candidate that was merged; null: it was not. */
  async survivorOf(organizationId: number, candidateId: number): Promise<number | null> {
    const merge = await this.unitOfWork.read((manager) =>
      manager.findOneBy(CandidateMerge, { organizationId, candidateId }),
    );
    return merge?.mergedInto ?? null;
  }

  /** The ids that the candidate had before, too. */
  async absorbedBy(organizationId: number, candidateId: number): Promise<number[]> {
    const merges = await this.unitOfWork.read((manager) =>
      manager.findBy(CandidateMerge, { organizationId, mergedInto: candidateId }),
    );
    return merges.map((merge) => merge.candidateId);
  }

  /** Inside a unit of work. What had been merged into the candidate before goes with it. */
  async record(merge: CandidateMerge): Promise<void> {
    const { manager } = this.unitOfWork;
    const { organizationId, candidateId, mergedInto } = merge;
    await manager.update(CandidateMerge, { organizationId, mergedInto: candidateId }, { mergedInto });
    await manager.insert(CandidateMerge, { ...merge });
  }
}
