import { Injectable } from '@nestjs/common';
import { type AuthenticatedUser, organizationOf } from '../auth';
import { CandidateDirectory } from '../candidates';
import { Clock, type Page } from '../common';
import { isUniqueViolation, UnitOfWork } from '../database';
import { DomainEvents } from '../events';
import { JobsService } from '../jobs';
import { type ApplicationStatus, canApplicationMove } from './application-status';
import {
  applicantNotFound,
  applicationDuplicate,
  applicationIllegalTransition,
  applicationNotFound,
  applicationNotInterviewable,
  applicationVersionStale,
} from './applications.errors';
import { ApplicationsRepository } from './applications.repository';
import type { ChangeApplicationStatusRequest } from './dto/change-application-status.request';
import type { ListApplicationsQuery } from './dto/list-applications.query';
import type { SubmitApplicationRequest } from './dto/submit-application.request';
import type { ApplicationStatusChange } from './entities/application-status-change.entity';
import type { Application } from './entities/application.entity';

/** An application with the names that people know it by. */
export interface NamedApplication {
  readonly application: Application;
  readonly jobTitle: string;
  readonly candidateName: string | null;
}

const atInterview = (application: Application): Application => {
  if (application.status !== 'INTERVIEW') throw applicationNotInterviewable(application.status);
  return application;
};

@Injectable()
export class ApplicationsService {
  constructor(
    private readonly applications: ApplicationsRepository,
    private readonly jobs: JobsService,
    private readonly candidates: CandidateDirectory,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async submit(user: AuthenticatedUser, request: SubmitApplicationRequest): Promise<NamedApplication> {
    try {
      return await this.unitOfWork.run(() => this.submitInUnit(user, request));
    } catch (error) {
      // Two that came at once both found none; the index let one pass.
      if (isUniqueViolation(error)) throw applicationDuplicate(error);
      throw error;
    }
  }

  async get(user: AuthenticatedUser, id: number): Promise<NamedApplication> {
    const organizationId = organizationOf(user);
    const [named] = await this.withNames(organizationId, [await this.require(organizationId, id)]);
    return named;
  }

  history(applicationId: number): Promise<ApplicationStatusChange[]> {
    return this.applications.history(applicationId);
  }

  async list(user: AuthenticatedUser, query: ListApplicationsQuery): Promise<Page<NamedApplication>> {
    const organizationId = organizationOf(user);
    const page = await this.applications.list(organizationId, query);
    return { ...page, items: await this.withNames(organizationId, page.items) };
  }

  changeStatus(
    user: AuthenticatedUser,
    id: number,
    request: ChangeApplicationStatusRequest,
  ): Promise<NamedApplication> {
    return this.unitOfWork.run(async () => {
      const application = await this.lock(organizationOf(user), id);
      if (request.version !== undefined && request.version !== application.version) {
        throw applicationVersionStale(application.version);
      }
      return this.move(application, request.status, request.note || null, user.id);
    });
  }

  /**
   * Inside a unit of work: makes sure that the application is at INTERVIEW, moving it there from SCREENING, and keeps
   * it there until the unit ends.
   * @throws AppError `application.not_found`, `application.not_interviewable`
   */
  async requireInterview(user: AuthenticatedUser, id: number): Promise<Application> {
    const application = await this.lock(organizationOf(user), id);
    if (application.status === 'SCREENING') await this.move(application, 'INTERVIEW', null, user.id);
    return atInterview(application);
  }

  /**
   * Inside a unit of work: an application that is at INTERVIEW and stays there until the unit ends.
   * @throws AppError `application.not_found`, `application.not_interviewable`
   */
  async lockForInterview(organizationId: number, id: number): Promise<Application> {
    return atInterview(await this.lock(organizationId, id));
  }

  /** The organization's applications among `ids`, by id. */
  async findMany(organizationId: number, ids: readonly number[]): Promise<Map<number, Application>> {
    const found = await this.applications.findMany(organizationId, [...new Set(ids)]);
    return new Map(found.map((application) => [application.id, application]));
  }

  /** The candidates' applications, by id. */
  async ofCandidates(organizationId: number, candidateIds: readonly number[]): Promise<Map<number, Application>> {
    const found = await this.applications.findOfCandidates(organizationId, candidateIds);
    return new Map(found.map((application) => [application.id, application]));
  }

  private async submitInUnit(user: AuthenticatedUser, request: SubmitApplicationRequest): Promise<NamedApplication> {
    const organizationId = organizationOf(user);
    const job = await this.jobs.requirePublished(organizationId, request.jobId);
    // Locked, so that nobody is erased or merged between the look at the name and the event that holds it.
    const candidate = await this.candidates.lock(organizationId, request.candidateId);
    if (!candidate) throw applicantNotFound(request.candidateId);
    if (await this.applications.exists(job.id, candidate.id)) throw applicationDuplicate();
    const now = this.clock.now();
    const application = await this.applications.insert({
      organizationId,
      jobId: job.id,
      candidateId: candidate.id,
      status: 'PENDING',
      version: 1,
      createdBy: user.id,
      createdAt: now,
      updatedBy: user.id,
      updatedAt: now,
    });
    await this.recordChange(application, null, null);
    await this.events.publish(organizationId, 'application.submitted', {
      applicationId: application.id,
      jobId: job.id,
      jobTitle: job.title,
      candidateId: candidate.id,
      candidateName: candidate.name,
      status: 'PENDING',
    });
    return { application, jobTitle: job.title, candidateName: candidate.name };
  }

  private async move(
    application: Application,
    to: ApplicationStatus,
    note: string | null,
    changedBy: number,
  ): Promise<NamedApplication> {
    const previousStatus = application.status;
    if (!canApplicationMove(previousStatus, to)) throw applicationIllegalTransition(previousStatus, to);
    Object.assign(application, {
      status: to,
      version: application.version + 1,
      updatedBy: changedBy,
      updatedAt: this.clock.now(),
    });
    await this.applications.update(application);
    await this.recordChange(application, previousStatus, note);
    const [named] = await this.withNames(application.organizationId, [application]);
    await this.events.publish(application.organizationId, 'application.status_changed', {
      applicationId: application.id,
      jobId: application.jobId,
      jobTitle: named.jobTitle,
      candidateId: application.candidateId,
      candidateName: named.candidateName,
      previousStatus,
      currentStatus: to,
      note,
      changedBy,
    });
    return named;
  }

  private recordChange(
    application: Application,
    previousStatus: ApplicationStatus | null,
    note: string | null,
  ): Promise<void> {
    return this.applications.addChange({
      applicationId: application.id,
      previousStatus,
      currentStatus: application.status,
      note,
      changedBy: application.updatedBy,
      changedAt: application.updatedAt,
    });
  }

  private async withNames(organizationId: number, applications: Application[]): Promise<NamedApplication[]> {
    const titles = await this.jobs.titlesOf(
      organizationId,
      applications.map((application) => application.jobId),
    );
    const candidates = await this.candidates.findMany(
      organizationId,
      applications.map((application) => application.candidateId),
    );
    return applications.map((application) => ({
      application,
      jobTitle: titles.get(application.jobId) ?? '',
      candidateName: candidates.get(application.candidateId)?.name ?? null,
    }));
  }

  private async require(organizationId: number, id: number): Promise<Application> {
    const application = await this.applications.find(organizationId, id);
    if (!application) throw applicationNotFound(id);
    return application;
  }

  private async lock(organizationId: number, id: number): Promise<Application> {
    const application = await this.applications.lock(organizationId, id);
    if (!application) throw applicationNotFound(id);
    return application;
  }
}
