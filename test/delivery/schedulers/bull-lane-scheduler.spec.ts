import Bull from 'bull';
import { Logger } from '../../../src/common';
import { BullLaneScheduler, type LaneJob } from '../../../src/delivery/schedulers/bull/bull-lane-scheduler';
import { RedisClients } from '../../../src/delivery/schedulers/bull/redis-clients';
import { REDIS_URL } from '../../harness/redis';
import { laneSchedulerContract } from './lane-scheduler.contract';

let queues = 0;

if (REDIS_URL) {
  const url = REDIS_URL;
  laneSchedulerContract('BullLaneScheduler', async () => {
    const clients = new RedisClients(url);
    const queue = new Bull<LaneJob>(`contract-${process.pid}-${++queues}`, { createClient: () => clients.forBull() });
    await queue.isReady();
    return new BullLaneScheduler({ queue, clients, concurrency: 100, logger: Logger.create('silent') });
  });
} else {
  it.todo('BullLaneScheduler keeps the contract of schedulers: needs TEST_REDIS_URL');
}
