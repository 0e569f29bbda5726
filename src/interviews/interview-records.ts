import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ApplicationsService } from '../applications';
import { Clock, type ErasedRecords, type Person, PersonRecords, PersonRecordsRegistry } from '../common';
import { DomainEvents } from '../events';
import { InterviewsRepository } from './interviews.repository';

/** The interviews of a candidate. When the person is erased, when they took place and how they ended stays. */
@Injectable()
export class InterviewRecords extends PersonRecords implements OnModuleInit {
  readonly kind = 'interviews';

  constructor(
    private readonly interviews: InterviewsRepository,
    private readonly applications: ApplicationsService,
    private readonly events: DomainEvents,
    private readonly clock: Clock,
    private readonly registry: PersonRecordsRegistry,
  ) {
    super();
  }

  onModuleInit(): void {
    this.registry.register(this);
  }

  /** Words go. An interview that was still to come is cancelled, so that nobody waits for it. */
  async erase({ organizationId, candidateIds }: Person, by: number): Promise<ErasedRecords> {
    const applications = await this.applications.ofCandidates(organizationId, candidateIds);
    const interviews = await this.interviews.lockOfApplications([...applications.keys()]);
    const events: string[] = [];
    for (const interview of interviews) {
      const now = this.clock.now();
      const isOpen = interview.status === 'SCHEDULED';
      Object.assign(interview, { feedback: null, cancelReason: null });
      if (isOpen) Object.assign(interview, { status: 'CANCELLED', closedAt: now, updatedBy: by, updatedAt: now });
      await this.interviews.update(interview);
      const application = applications.get(interview.applicationId);
      if (!isOpen || !application) continue;
      const { candidateId, jobId } = application;
      const { id: interviewId, applicationId, round } = interview;
      const facts = { interviewId, applicationId, candidateId, jobId, round, reason: null };
      events.push(await this.events.publish(organizationId, 'interview.cancelled', facts));
    }
    return { ids: interviews.map((interview) => interview.id), files: [], events };
  }

  /** An interview belongs to its application, and goes where that goes. */
  move(): Promise<number> {
    return Promise.resolve(0);
  }
}
