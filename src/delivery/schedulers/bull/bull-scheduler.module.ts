import { BullModule, getQueueToken } from '@nestjs/bull';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Queue } from 'bull';
import { Logger, Readiness } from '../../../common';
import { LaneScheduler } from '../lane-scheduler';
import { BullLaneScheduler, type LaneJob } from './bull-lane-scheduler';
import { fetchInTurn } from './fetch-in-turn';
import { RedisClients } from './redis-clients';

const QUEUE = 'lanes';

/** A lane whose worker died is handed out again after this long, ms; its lease in the database lasts no longer. */
const LOCK_MS = 6_000;

/** Provides a {@link LaneScheduler} on Bull. The only folder that knows Bull. */
@Module({})
export class BullSchedulerModule {
  static register(redisUrl: string, concurrency: number): DynamicModule {
    const clients = new RedisClients(redisUrl);
    return {
      module: BullSchedulerModule,
      imports: [
        BullModule.registerQueue({
          name: QUEUE,
          createClient: () => clients.forBull(),
          settings: {
            lockDuration: LOCK_MS,
            lockRenewTime: LOCK_MS / 4,
            stalledInterval: LOCK_MS / 2,
            maxStalledCount: Number.MAX_SAFE_INTEGER,
            retryProcessDelay: 500,
            drainDelay: 1,
          },
        }),
      ],
      providers: [
        {
          provide: LaneScheduler,
          inject: [getQueueToken(QUEUE), Logger, Readiness],
          useFactory: (
            queue: Queue<LaneJob> & { onApplicationShutdown?: () => void },
            logger: Logger,
            readiness: Readiness,
          ) => {
            // The scheduler's own stop closes the queue, and in bounded time also while Redis is away.
            queue.onApplicationShutdown = () => undefined;
            fetchInTurn(queue);
            const scheduler = new BullLaneScheduler({ queue, clients, concurrency, logger });
            readiness.register('redis', () => scheduler.health());
            return scheduler;
          },
        },
      ],
      exports: [LaneScheduler],
    };
  }
}
