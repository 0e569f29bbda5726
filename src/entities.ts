import { AUTH_ENTITIES } from './auth';
import type { Entities } from './database';
import { DELIVERY_ENTITIES } from './delivery';
import { Webhook, WebhookSubscription } from './webhooks';

/** The entities of all modules: what the data source, the migrations' check and the TypeORM command line know. */
export const ENTITIES: Entities = [...AUTH_ENTITIES, Webhook, WebhookSubscription, ...DELIVERY_ENTITIES];
