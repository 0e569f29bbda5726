import { type Static, Type } from '@sinclair/typebox';
import { defineEvent } from './event-definition';
import { LocalDateTime, Payload } from './fields';

export const systemError = defineEvent({
  code: 'system.error',
  name: { zh: '系统错误', en: 'System error' },
  description: {
    zh: '系统发生错误时触发',
    en: "An unexpected failure in the organization's request or background work; at most one a minute per source.",
  },
  schema: Payload({ errorId: Type.String(), source: Type.String(), message: Type.String() }),
  example: {
    errorId: '019c7a3e-52c4-7d51-9c0f-0d9a7c1e5b11',
    source: 'resumes.parse',
    message: 'An unexpected error occurred while parsing a résumé.',
  },
});

export const systemMaintenance = defineEvent({
  code: 'system.maintenance',
  name: { zh: '系统维护通知', en: 'Maintenance announced' },
  description: { zh: '系统维护通知', en: 'An operator announced maintenance.' },
  schema: Payload({
    title: Type.String(),
    message: Type.String(),
    startsAt: LocalDateTime,
    endsAt: LocalDateTime,
  }),
  example: {
    title: '系统升级',
    message: '系统将于今晚升级，期间服务可能短暂不可用。',
    startsAt: '2026-02-21T02:00:00',
    endsAt: '2026-02-21T04:00:00',
  },
});

export type SystemError = Static<typeof systemError.schema>;
export type SystemMaintenance = Static<typeof systemMaintenance.schema>;
