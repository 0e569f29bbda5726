import { Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, IntColumn, LongTextColumn, StringColumn, TimeColumn } from '../../database';
import type { INTERVIEW_TYPES, RECOMMENDATIONS } from '../../events';
import type { InterviewStatus } from '../interview-status';

export type InterviewType = (typeof INTERVIEW_TYPES)[number];
export type Recommendation = (typeof RECOMMENDATIONS)[number];

/** One round of talk about one application. Candidate and job are the application's. */
@Entity('interviews')
@Index('interviews_organization', ['organizationId', 'id'])
@Index('interviews_application', ['applicationId'])
@Index('interviews_interviewer', ['interviewerId', 'startsAt'])
export class Interview {
  @IdColumn()
  id: number;

  @BigIntColumn('organization_id')
  organizationId: number;

  @BigIntColumn('application_id')
  applicationId: number;

  @BigIntColumn('interviewer_id')
  interviewerId: number;

  /** 1, 2, … inside the application. */
  @IntColumn('round')
  round: number;

  @StringColumn('interview_type', 20)
  interviewType: InterviewType;

  @TimeColumn('starts_at')
  startsAt: number;

  @TimeColumn('ends_at')
  endsAt: number;

  @StringColumn('status', 20)
  status: InterviewStatus;

  /** 1–10, once completed. */
  @IntColumn('score', { nullable: true })
  score: number | null;

  @StringColumn('recommendation', 20, { nullable: true })
  recommendation: Recommendation | null;

  /** The interviewer's words; never part of an event. */
  @LongTextColumn('feedback', { nullable: true })
  feedback: string | null;

  @StringColumn('cancel_reason', 500, { nullable: true })
  cancelReason: string | null;

  /** Grows with each change. */
  @IntColumn('version')
  version: number;

  @BigIntColumn('created_by')
  createdBy: number;

  @TimeColumn('created_at')
  createdAt: number;

  @BigIntColumn('updated_by')
  updatedBy: number;

  @TimeColumn('updated_at')
  updatedAt: number;

  /** When it was completed or cancelled; by `updatedBy`. */
  @TimeColumn('closed_at', { nullable: true })
  closedAt: number | null;
}
