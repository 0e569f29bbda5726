import { APPLICATION_ENTITIES } from './applications';
import { AUTH_ENTITIES } from './auth';
import { CANDIDATE_ENTITIES } from './candidates';
import type { Entities } from './database';
import { DELIVERY_ENTITIES } from './delivery';
import { INTERVIEW_ENTITIES } from './interviews';
import { Job } from './jobs';
import { RESUME_ENTITIES } from './resumes';
import { SYSTEM_ENTITIES } from './system';
import { Webhook, WebhookSubscription } from './webhooks';

/** The entities of all modules: what the data source, the migrations' check and the TypeORM command line know. */
export const ENTITIES: Entities = [
  ...AUTH_ENTITIES,
  Job,
  ...CANDIDATE_ENTITIES,
  ...RESUME_ENTITIES,
  ...APPLICATION_ENTITIES,
  ...INTERVIEW_ENTITIES,
  ...SYSTEM_ENTITIES,
  Webhook,
  WebhookSubscription,
  ...DELIVERY_ENTITIES,
];
