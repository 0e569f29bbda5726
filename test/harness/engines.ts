import { DATABASE_KINDS, type DatabaseKind } from './databases';
import { emptyRedisDatabase, REDIS_URL } from './redis';

/** A database and a scheduler that the product runs on. */
export interface Engine {
  readonly name: string;
  readonly database: DatabaseKind;
  /** Variables that choose the scheduler; its queue is empty. */
  env(): Promise<Record<string, string>>;
}

const embedded = { name: 'the in-process scheduler', env: () => Promise.resolve({}) };
const bull = (url: string) => ({ name: 'Bull', env: async () => ({ REDIS_URL: await emptyRedisDatabase(url) }) });
const schedulers = REDIS_URL ? [embedded, bull(REDIS_URL)] : [embedded];

/** Every combination for which a server is at hand. */
export const ENGINES: Engine[] = DATABASE_KINDS.flatMap((database) =>
  schedulers.map(({ name, env }) => ({ name: `${database.name} with ${name}`, database, env })),
);
