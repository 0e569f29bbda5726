import type { LocalTime } from '../../common';
import type { InterviewType, Recommendation } from '../entities/interview.entity';
import type { InterviewStatus } from '../interview-status';
import type { InterviewInContext } from '../interviews.service';

export class InterviewResponse {
  id: number;
  applicationId: number;
  candidateId: number;
  jobId: number;
  interviewerId: number;
  round: number;
  interviewType: InterviewType;
  /** yyyy-MM-ddTHH:mm:ss */
  scheduledAt: string;
  durationMinutes: number;
  status: InterviewStatus;
  score: number | null;
  recommendation: Recommendation | null;
  feedback: string | null;
  cancelReason: string | null;
  version: number;
  createdBy: number;
  createdAt: string;
  updatedBy: number;
  updatedAt: string;
  completedAt: string | null;
  cancelledAt: string | null;

  static of({ interview, candidateId, jobId }: InterviewInContext, time: LocalTime): InterviewResponse {
    const closedAt = time.formatNullable(interview.closedAt);
    return {
      id: interview.id,
      applicationId: interview.applicationId,
      candidateId,
      jobId,
      interviewerId: interview.interviewerId,
      round: interview.round,
      interviewType: interview.interviewType,
      scheduledAt: time.format(interview.startsAt),
      durationMinutes: (interview.endsAt - interview.startsAt) / 60_000,
      status: interview.status,
      score: interview.score,
      recommendation: interview.recommendation,
      feedback: interview.feedback,
      cancelReason: interview.cancelReason,
      version: interview.version,
      createdBy: interview.createdBy,
      createdAt: time.format(interview.createdAt),
      updatedBy: interview.updatedBy,
      updatedAt: time.format(interview.updatedAt),
      completedAt: interview.status === 'COMPLETED' ? closedAt : null,
      cancelledAt: interview.status === 'CANCELLED' ? closedAt : null,
    };
  }
}
