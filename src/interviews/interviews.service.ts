import { Injectable } from '@nestjs/common';
import { type Application, ApplicationsService } from '../applications';
import { type AuthenticatedUser, type OrganizationUser, organizationOf, UserDirectory } from '../auth';
import { AppError, Clock, LocalTime, type Page } from '../common';
import { UnitOfWork } from '../database';
import { DomainEvents } from '../events';
import type { CancelInterviewRequest } from './dto/cancel-interview.request';
import type { CompleteInterviewRequest } from './dto/complete-interview.request';
import type { ListInterviewsQuery } from './dto/list-interviews.query';
import type { RescheduleInterviewRequest } from './dto/reschedule-interview.request';
import type { ScheduleInterviewRequest } from './dto/schedule-interview.request';
import type { Interview } from './entities/interview.entity';
import { type InterviewAction, interviewAfter } from './interview-status';
import {
  interviewerBusy,
  interviewerNotFound,
  interviewIllegalTransition,
  interviewNotFound,
  interviewNotOwn,
  interviewVersionStale,
} from './interviews.errors';
import { InterviewsRepository } from './interviews.repository';
import { type TimeSlot, timeSlot } from './time-slot';

/** An interview with what its application says. */
export interface InterviewInContext {
  readonly interview: Interview;
  readonly candidateId: number;
  readonly jobId: number;
}

const inContext = (interview: Interview, { candidateId, jobId }: Application): InterviewInContext => ({
  interview,
  candidateId,
  jobId,
});

@Injectable()
export class InterviewsService {
  constructor(
    private readonly interviews: InterviewsRepository,
    private readonly applications: ApplicationsService,
    private readonly users: UserDirectory,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly time: LocalTime,
  ) {}

  /** The application moves to INTERVIEW where it was at SCREENING, in the same unit of work. */
  schedule(user: AuthenticatedUser, request: ScheduleInterviewRequest): Promise<InterviewInContext> {
    const organizationId = organizationOf(user);
    const slot = timeSlot(this.timeOf('scheduledAt', request.scheduledAt), request.durationMinutes ?? 60);
    return this.unitOfWork.run(async () => {
      const application = await this.applications.requireInterview(user, request.applicationId);
      const interviewer = await this.requireInterviewer(organizationId, request.interviewerId);
      await this.requireFree(interviewer.id, slot, null);
      const now = this.clock.now();
      const interview = await this.interviews.insert({
        organizationId,
        applicationId: application.id,
        interviewerId: interviewer.id,
        round: request.round ?? (await this.interviews.lastRound(application.id)) + 1,
        interviewType: request.interviewType,
        ...slot,
        status: 'SCHEDULED',
        score: null,
        recommendation: null,
        feedback: null,
        cancelReason: null,
        version: 1,
        createdBy: user.id,
        createdAt: now,
        updatedBy: user.id,
        updatedAt: now,
        closedAt: null,
      });
      return this.announce(inContext(interview, application), interviewer, false);
    });
  }

  /** A request that changes nothing answers the row as it is, and states no event. */
  reschedule(user: AuthenticatedUser, id: number, request: RescheduleInterviewRequest): Promise<InterviewInContext> {
    const organizationId = organizationOf(user);
    const startsAt = this.timeOf('scheduledAt', request.scheduledAt);
    return this.unitOfWork.run(async () => {
      // The application is locked before the interview, as everywhere.
      const { applicationId } = await this.require(organizationId, id);
      const application = await this.applications.lockForInterview(organizationId, applicationId);
      const interview = await this.lock(organizationId, id, 'reschedule');
      if (request.version !== undefined && request.version !== interview.version) {
        throw interviewVersionStale(interview.version);
      }
      const duration = request.durationMinutes ?? (interview.endsAt - interview.startsAt) / 60_000;
      const changes = {
        ...timeSlot(startsAt, duration),
        interviewerId: request.interviewerId ?? interview.interviewerId,
        interviewType: request.interviewType ?? interview.interviewType,
      };
      if (Object.entries(changes).every(([field, value]) => interview[field as keyof Interview] === value)) {
        return inContext(interview, application);
      }
      const interviewer = await this.requireInterviewer(organizationId, changes.interviewerId);
      await this.requireFree(interviewer.id, changes, interview.id);
      await this.change(interview, user, changes);
      return this.announce(inContext(interview, application), interviewer, true);
    });
  }

  complete(user: AuthenticatedUser, id: number, request: CompleteInterviewRequest): Promise<InterviewInContext> {
    return this.close(user, id, 'complete', {
      score: request.score,
      recommendation: request.recommendation,
      feedback: request.feedback || null,
    });
  }

  cancel(user: AuthenticatedUser, id: number, request: CancelInterviewRequest): Promise<InterviewInContext> {
    return this.close(user, id, 'cancel', { cancelReason: request.reason || null });
  }

  async get(user: AuthenticatedUser, id: number): Promise<InterviewInContext> {
    const organizationId = organizationOf(user);
    const interview = await this.require(organizationId, id);
    this.requireAccess(user, interview);
    const [found] = await this.withContext(organizationId, [interview]);
    return found;
  }

  /** To an INTERVIEWER only own interviews exist. */
  async list(user: AuthenticatedUser, query: ListInterviewsQuery): Promise<Page<InterviewInContext>> {
    const organizationId = organizationOf(user);
    if (user.role === 'INTERVIEWER' && query.interviewerId && query.interviewerId !== user.id) throw interviewNotOwn();
    const page = await this.interviews.list(
      organizationId,
      {
        status: query.status,
        applicationId: query.applicationId,
        interviewerId: user.role === 'INTERVIEWER' ? user.id : query.interviewerId,
        from: query.from === undefined ? undefined : this.timeOf('from', query.from),
        to: query.to === undefined ? undefined : this.timeOf('to', query.to),
      },
      query,
    );
    return { ...page, items: await this.withContext(organizationId, page.items) };
  }

  private close(
    user: AuthenticatedUser,
    id: number,
    action: 'complete' | 'cancel',
    result: Partial<Interview>,
  ): Promise<InterviewInContext> {
    const organizationId = organizationOf(user);
    return this.unitOfWork.run(async () => {
      const interview = await this.lock(organizationId, id, action, user);
      await this.change(interview, user, {
        ...result,
        status: action === 'complete' ? 'COMPLETED' : 'CANCELLED',
        closedAt: this.clock.now(),
      });
      const [closed] = await this.withContext(organizationId, [interview]);
      await this.announceEnd(closed);
      return closed;
    });
  }

  private async change(interview: Interview, user: AuthenticatedUser, changes: Partial<Interview>): Promise<void> {
    Object.assign(interview, changes, { updatedBy: user.id, updatedAt: this.clock.now() });
    await this.interviews.update(interview);
  }

  private async announce(
    found: InterviewInContext,
    interviewer: OrganizationUser,
    rescheduled: boolean,
  ): Promise<InterviewInContext> {
    const { interview, candidateId, jobId } = found;
    await this.events.publish(interview.organizationId, 'interview.scheduled', {
      interviewId: interview.id,
      applicationId: interview.applicationId,
      candidateId,
      jobId,
      interviewerId: interviewer.id,
      interviewerName: interviewer.username,
      round: interview.round,
      interviewType: interview.interviewType,
      scheduledAt: this.time.format(interview.startsAt),
      durationMinutes: (interview.endsAt - interview.startsAt) / 60_000,
      rescheduled,
    });
    return found;
  }

  private async announceEnd({ interview, candidateId, jobId }: InterviewInContext): Promise<void> {
    const { id, organizationId, applicationId, round, score, recommendation, closedAt, cancelReason } = interview;
    const facts = { interviewId: id, applicationId, candidateId, jobId, round };
    if (score !== null && recommendation !== null && closedAt !== null) {
      const completedAt = this.time.format(closedAt);
      await this.events.publish(organizationId, 'interview.completed', {
        ...facts,
        score,
        recommendation,
        completedAt,
      });
    } else {
      await this.events.publish(organizationId, 'interview.cancelled', { ...facts, reason: cancelReason });
    }
  }

  private async requireInterviewer(organizationId: number, userId: number): Promise<OrganizationUser> {
    const interviewer = await this.users.find(organizationId, userId);
    if (!interviewer) throw interviewerNotFound(userId);
    return interviewer;
  }

  private async requireFree(interviewerId: number, slot: TimeSlot, exceptId: number | null): Promise<void> {
    await this.interviews.lockCalendar(interviewerId);
    const other = await this.interviews.findOverlapping(interviewerId, slot, exceptId);
    if (other) throw interviewerBusy(other.id);
  }

  private async require(organizationId: number, id: number): Promise<Interview> {
    const interview = await this.interviews.find(organizationId, id);
    if (!interview) throw interviewNotFound(id);
    return interview;
  }

  private async lock(
    organizationId: number,
    id: number,
    action: InterviewAction,
    user?: AuthenticatedUser,
  ): Promise<Interview> {
    const interview = await this.interviews.lock(organizationId, id);
    if (!interview) throw interviewNotFound(id);
    if (user) this.requireAccess(user, interview);
    if (!interviewAfter(interview.status, action)) throw interviewIllegalTransition(interview.status, action);
    return interview;
  }

  private requireAccess(user: AuthenticatedUser, interview: Interview): void {
    if (user.role === 'INTERVIEWER' && interview.interviewerId !== user.id) throw interviewNotOwn();
  }

  private async withContext(organizationId: number, interviews: Interview[]): Promise<InterviewInContext[]> {
    const applications = await this.applications.findMany(
      organizationId,
      interviews.map((interview) => interview.applicationId),
    );
    return interviews.flatMap((interview) => {
      const application = applications.get(interview.applicationId);
      return application ? [inContext(interview, application)] : [];
    });
  }

  private timeOf(field: string, text: string): number {
    const time = this.time.parse(text);
    if (time === null) throw AppError.invalidField(field, 'must be an existing time of the form yyyy-MM-ddTHH:mm:ss');
    return time;
  }
}
