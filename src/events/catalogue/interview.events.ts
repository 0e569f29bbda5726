import { type Static, Type } from '@sinclair/typebox';
import { defineEvent } from './event-definition';
import { Id, LocalDateTime, Nullable, OneOf, Payload } from './fields';

export const INTERVIEW_TYPES = ['PHONE', 'VIDEO', 'ONSITE'] as const;
export const RECOMMENDATIONS = ['STRONG_YES', 'YES', 'NEUTRAL', 'NO', 'STRONG_NO'] as const;

const interview = { interviewId: Id, applicationId: Id, candidateId: Id, jobId: Id };
const example = { interviewId: 21, applicationId: 12, candidateId: 7, jobId: 5 };
const round = Type.Integer({ minimum: 1 });

export const interviewScheduled = defineEvent({
  code: 'interview.scheduled',
  name: { zh: '面试安排', en: 'Interview scheduled' },
  description: { zh: '安排面试时触发', en: 'An interview was scheduled or rescheduled.' },
  schema: Payload({
    ...interview,
    interviewerId: Id,
    interviewerName: Type.String(),
    round,
    interviewType: OneOf(INTERVIEW_TYPES),
    scheduledAt: LocalDateTime,
    durationMinutes: Type.Integer({ minimum: 1 }),
    rescheduled: Type.Boolean(),
  }),
  example: {
    ...example,
    interviewerId: 9,
    interviewerName: '李面试官',
    round: 1,
    interviewType: 'VIDEO',
    scheduledAt: '2026-02-24T10:00:00',
    durationMinutes: 60,
    rescheduled: false,
  },
});

export const interviewCompleted = defineEvent({
  code: 'interview.completed',
  name: { zh: '面试完成', en: 'Interview completed' },
  description: { zh: '面试完成时触发', en: 'An interview was completed with a score and a recommendation.' },
  schema: Payload({
    ...interview,
    round,
    score: Type.Integer({ minimum: 1, maximum: 10 }),
    recommendation: OneOf(RECOMMENDATIONS),
    completedAt: LocalDateTime,
  }),
  example: { ...example, round: 1, score: 9, recommendation: 'STRONG_YES', completedAt: '2026-02-24T11:05:00' },
});

export const interviewCancelled = defineEvent({
  code: 'interview.cancelled',
  name: { zh: '面试取消', en: 'Interview cancelled' },
  description: { zh: '取消面试时触发', en: 'An interview was cancelled.' },
  schema: Payload({ ...interview, round, reason: Nullable(Type.String()) }),
  example: { ...example, round: 1, reason: '候选人临时有事' },
});

export type InterviewScheduled = Static<typeof interviewScheduled.schema>;
export type InterviewCompleted = Static<typeof interviewCompleted.schema>;
export type InterviewCancelled = Static<typeof interviewCancelled.schema>;
