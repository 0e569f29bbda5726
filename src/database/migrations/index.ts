import type { MigrationInterface } from 'typeorm';
import { CreateAuth1771570000000 } from './1771570000000-create-auth';
import { CreateWebhooks1771580000000 } from './1771580000000-create-webhooks';
import { CreateDelivery1771580100000 } from './1771580100000-create-delivery';
import { CreateHiring1771580400000 } from './1771580400000-create-hiring';
import { CreateSystem1771580500000 } from './1771580500000-create-system';
import { CreateCandidates1771590000000 } from './1771590000000-create-candidates';
import { CreateResumes1771590100000 } from './1771590100000-create-resumes';
import { CreateErasures1771600000000 } from './1771600000000-create-erasures';

/** Every migration. TypeORM runs them in the order of the time stamp in the class name. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [
  CreateAuth1771570000000,
  CreateWebhooks1771580000000,
  CreateDelivery1771580100000,
  CreateHiring1771580400000,
  CreateSystem1771580500000,
  CreateCandidates1771590000000,
  CreateResumes1771590100000,
  CreateErasures1771600000000,
];
