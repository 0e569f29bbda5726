import { type Static, Type } from '@sinclair/typebox';
import { defineEvent } from './event-definition';
import { Id, Nullable, OneOf, Payload } from './fields';

/** Where a candidate came from. */
export const CANDIDATE_SOURCES = ['RESUME', 'MANUAL'] as const;

export const candidateCreated = defineEvent({
  code: 'candidate.created',
  name: { zh: '候选人信息创建', en: 'Candidate created' },
  description: { zh: '创建候选人档案时触发', en: 'A candidate was created, by parsing a résumé or by hand.' },
  schema: Payload({
    candidateId: Id,
    resumeId: Nullable(Id),
    name: Nullable(Type.String()),
    email: Nullable(Type.String()),
    phone: Nullable(Type.String({ description: 'E.164 where it could be recognised' })),
    skills: Type.Array(Type.String()),
    source: OneOf(CANDIDATE_SOURCES),
    createdBy: Id,
  }),
  example: {
    candidateId: 7,
    resumeId: 3,
    name: '张三',
    email: 'zhangsan@example.com',
    phone: '+8613800138000',
    skills: ['Java', 'Spring Boot', 'MySQL'],
    source: 'RESUME',
    createdBy: 4,
  },
});

export const candidateUpdated = defineEvent({
  code: 'candidate.updated',
  name: { zh: '候选人信息更新', en: 'Candidate updated' },
  description: { zh: '更新候选人信息时触发', en: 'At least one field of a candidate really changed.' },
  schema: Payload({
    candidateId: Id,
    changedFields: Type.Array(Type.String(), { minItems: 1, uniqueItems: true }),
    previous: Type.Record(Type.String(), Type.Unknown(), { description: 'the changed fields before' }),
    current: Type.Record(Type.String(), Type.Unknown(), { description: 'the changed fields after' }),
    updatedBy: Id,
  }),
  example: {
    candidateId: 7,
    changedFields: ['phone', 'skills'],
    previous: { phone: null, skills: ['Java'] },
    current: { phone: '+8613800138000', skills: ['Java', 'Kotlin'] },
    updatedBy: 4,
  },
});

export type CandidateCreated = Static<typeof candidateCreated.schema>;
export type CandidateUpdated = Static<typeof candidateUpdated.schema>;
