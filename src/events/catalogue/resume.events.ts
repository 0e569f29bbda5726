import { type Static, Type } from '@sinclair/typebox';
import { defineEvent } from './event-definition';
import { Id, Payload, Uuid } from './fields';

const resume = {
  taskId: Uuid,
  resumeId: Id,
  fileName: Type.String(),
  userId: Id,
  fileSize: Type.Integer({ minimum: 0, description: 'bytes' }),
  fileType: Type.String({ description: 'media type, by content' }),
};

const example = {
  taskId: 'c8a15791-e250-40f6-a2da-fe25e68dbfa6',
  resumeId: 3,
  fileName: '张三_Java_北京大学.pdf',
  userId: 4,
  fileSize: 552225,
  fileType: 'application/pdf',
};

export const resumeUploaded = defineEvent({
  code: 'resume.uploaded',
  name: { zh: '新简历上传', en: 'Résumé uploaded' },
  description: { zh: '当用户上传新简历时触发', en: 'A new file was stored and queued for parsing.' },
  schema: Payload({ ...resume, status: Type.Literal('QUEUED') }),
  example: { ...example, status: 'QUEUED' },
});

export const resumeParseCompleted = defineEvent({
  code: 'resume.parse_completed',
  name: { zh: '简历解析完成', en: 'Résumé parsed' },
  description: { zh: '简历成功解析并提取结构化数据时触发', en: 'A résumé was parsed and its data extracted.' },
  schema: Payload({ ...resume, status: Type.Literal('COMPLETED'), candidateId: Id }),
  example: { ...example, status: 'COMPLETED', candidateId: 7 },
});

export const resumeParseFailed = defineEvent({
  code: 'resume.parse_failed',
  name: { zh: '简历解析失败', en: 'Résumé parsing failed' },
  description: { zh: '简历解析失败时触发', en: 'The last attempt to parse a résumé failed.' },
  schema: Payload({ ...resume, status: Type.Literal('FAILED'), errorMessage: Type.String() }),
  example: { ...example, status: 'FAILED', errorMessage: 'The file is protected by a password.' },
});

export type ResumeUploaded = Static<typeof resumeUploaded.schema>;
export type ResumeParseCompleted = Static<typeof resumeParseCompleted.schema>;
export type ResumeParseFailed = Static<typeof resumeParseFailed.schema>;
