import { type Static, Type } from '@sinclair/typebox';
import { defineEvent } from './event-definition';
import { Id, Nullable, OneOf, Payload } from './fields';

export const APPLICATION_STATUSES = [
  'PENDING',
  'SCREENING',
  'INTERVIEW',
  'OFFER',
  'HIRED',
  'REJECTED',
  'WITHDRAWN',
] as const;

const application = {
  applicationId: Id,
  jobId: Id,
  jobTitle: Type.String(),
  candidateId: Id,
  candidateName: Nullable(Type.String()),
};

const example = { applicationId: 12, jobId: 5, jobTitle: '高级 Java 工程师', candidateId: 7, candidateName: '张三' };

export const applicationSubmitted = defineEvent({
  code: 'application.submitted',
  name: { zh: '提交职位申请', en: 'Application submitted' },
  description: { zh: '候选人提交职位申请时触发', en: 'A candidate applied for a job.' },
  schema: Payload({ ...application, status: Type.Literal('PENDING') }),
  example: { ...example, status: 'PENDING' },
});

export const applicationStatusChanged = defineEvent({
  code: 'application.status_changed',
  name: { zh: '申请状态变更', en: 'Application status changed' },
  description: { zh: '职位申请状态改变时触发', en: 'The status of an application changed.' },
  schema: Payload({
    ...application,
    previousStatus: OneOf(APPLICATION_STATUSES),
    currentStatus: OneOf(APPLICATION_STATUSES),
    note: Nullable(Type.String()),
    changedBy: Id,
  }),
  example: { ...example, previousStatus: 'PENDING', currentStatus: 'SCREENING', note: '简历匹配度高', changedBy: 4 },
});

export type ApplicationSubmitted = Static<typeof applicationSubmitted.schema>;
export type ApplicationStatusChanged = Static<typeof applicationStatusChanged.schema>;
