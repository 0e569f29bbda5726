import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, type ErasedRecords, type Person, PersonRecords, PersonRecordsRegistry } from '../common';
import { CandidateDirectory } from '../candidates';
import { DomainEvents } from '../events';
import { JobsService } from '../jobs';
import { canApplicationMove } from './application-status';
import { ApplicationsRepository } from './applications.repository';
import type { Application } from './entities/application.entity';

const APPLIED_TWICE = 'The candidate was merged with another one who has applied for this job, too.';

/** The applications of a candidate. They stay when the person is erased: that somebody applied and was hired is no secret. */
@Injectable()
export class ApplicationRecords extends PersonRecords implements OnModuleInit {
  readonly kind = 'applications';

  constructor(
    private readonly applications: ApplicationsRepository,
    private readonly jobs: JobsService,
    private readonly candidates: CandidateDirectory,
    private readonly events: DomainEvents,
    private readonly clock: Clock,
    private readonly registry: PersonRecordsRegistry,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  /** Notes go. Open applications are withdrawn, which is stated without the name. */
  async erase({ organizationId, candidateIds }: Person, by: number): Promise<ErasedRecords> {
    const applications = await this.applications.lockOfCandidates(organizationId, candidateIds);
    const ids = applications.map((application) => application.id);
    await this.applications.clearNotes(ids);
    const events: string[] = [];
    for (const application of applications) {
      if (canApplicationMove(application.status, 'WITHDRAWN'))
        events.push(await this.withdraw(application, null, null, by));
    }
    return { ids, files: [], events };
  }

  /** Where both have applied for a job, the survivor's application counts and the other one is withdrawn where it stands. */
  async move(organizationId: number, from: number, to: number, by: number): Promise<number> {
    const applications = await this.applications.lockOfCandidates(organizationId, [from, to]);
    const taken = new Set(applications.filter(({ candidateId }) => candidateId === to).map(({ jobId }) => jobId));
    const name = (await this.candidates.find(organizationId, to))?.name ?? null;
    let moved = 0;
    for (const application of applications.filter(({ candidateId }) => candidateId === from)) {
      if (!taken.has(application.jobId)) {
        Object.assign(application, this.traceOf(application, by), { candidateId: to });
        await this.applications.update(application);
        moved += 1;
      } else if (canApplicationMove(application.status, 'WITHDRAWN')) {
        await this.withdraw(application, name, APPLIED_TWICE, by);
      }
    }
    return moved;
  }

  private traceOf({ version }: Application, by: number): Partial<Application> {
    return { version: version + 1, updatedBy: by, updatedAt: this.clock.now() };
  }

  /** @returns the event's public id */
  private async withdraw(
    application: Application,
    candidateName: string | null,
    note: string | null,
    changedBy: number,
  ): Promise<string> {
    const { id, organizationId, jobId, candidateId, status: previousStatus } = application;
    const currentStatus = 'WITHDRAWN';
    Object.assign(application, this.traceOf(application, changedBy), { status: currentStatus });
    await this.applications.update(application);
    await this.applications.addChange({
      applicationId: id,
      previousStatus,
      currentStatus,
      note,
      changedBy,
      changedAt: application.updatedAt,
    });
    const titles = await this.jobs.titlesOf(organizationId, [jobId]);
    return this.events.publish(organizationId, 'application.status_changed', {
      applicationId: id,
      jobId,
      jobTitle: titles.get(jobId) ?? '',
      candidateId,
      candidateName,
      previousStatus,
      currentStatus,
      note,
      changedBy,
    });
  }
}
