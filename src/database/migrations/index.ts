import type { MigrationInterface } from 'typeorm';
import { CreateAuth1771570000000 } from './1771570000000-create-auth';
import { CreateWebhooks1771580000000 } from './1771580000000-create-webhooks';
import { CreateDelivery1771580100000 } from './1771580100000-create-delivery';

/** Every migration. TypeORM runs them in the order of the time stamp in the class name. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [
  CreateAuth1771570000000,
  CreateWebhooks1771580000000,
  CreateDelivery1771580100000,
];
