import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type ErasedRecords, type Person, PersonRecords, PersonRecordsRegistry } from '../common';
import { ResumesRepository } from './resumes.repository';
import { ResumeStorage } from './storage/resume-storage';
import { ParseTasksRepository } from './tasks/parse-tasks.repository';

/** The résumés of a candidate: rows, tasks and files. */
@Injectable()
export class ResumeRecords extends PersonRecords implements OnModuleInit {
  readonly kind = 'resumes';

  constructor(
    private readonly resumes: ResumesRepository,
    private readonly tasks: ParseTasksRepository,
    private readonly storage: ResumeStorage,
    private readonly registry: PersonRecordsRegistry,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  /** With its task a parsing that is under way loses the right to write its result. */
  async erase({ organizationId, candidateIds }: Person): Promise<ErasedRecords> {
    const resumes = await this.resumes.lockOfCandidates(organizationId, candidateIds);
    const ids = resumes.map((resume) => resume.id);
    await this.tasks.removeOf(ids);
    await this.resumes.remove(ids);
    return { ids, files: resumes.map((resume) => resume.storageKey), events: [] };
  }

  override async removeFiles(files: readonly string[]): Promise<void> {
    for (const key of files) await this.storage.remove(key);
  }

  move(organizationId: number, from: number, to: number): Promise<number> {
    return this.resumes.moveToCandidate(organizationId, from, to);
  }
}
