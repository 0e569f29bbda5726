import { EmbeddedLaneScheduler } from '../../../src/delivery/schedulers/embedded/embedded-lane-scheduler';
import { laneSchedulerContract } from './lane-scheduler.contract';

laneSchedulerContract('EmbeddedLaneScheduler', () => Promise.resolve(new EmbeddedLaneScheduler()));
