import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Logger } from '../common';
import { AppConfig } from '../config';
import { Drainer } from './lanes/drainer';
import { LaneManagement } from './lanes/lane-management';
import { Sweeper } from './lanes/sweeper';
import { FanOut } from './outbox/fan-out';
import { Retention } from './retention/retention';
import { type LaneHandler, LaneScheduler, OUTBOX } from './schedulers/lane-scheduler';

/** Starts and stops what delivers, in a process whose role includes it. */
@Injectable()
export class DeliveryEngine
  implements LaneHandler, OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  private running = false;

  constructor(
    private readonly config: AppConfig,
    private readonly fanOut: FanOut,
    private readonly sweeper: Sweeper,
    private readonly scheduler: LaneScheduler,
    private readonly drainer: Drainer,
    private readonly lanes: LaneManagement,
    private readonly retention: Retention,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.running = true;
    this.scheduler.start(this);
    this.fanOut.start();
    this.sweeper.start();
    this.retention.start();
    this.lanes
      .resumeRemovals()
      .catch((error: unknown) => this.logger.failure(error, {}, 'cancelling for deleted webhooks failed'));
  }

  async drain(webhookId: number): Promise<boolean> {
    if (webhookId !== OUTBOX) return this.drainer.drain(webhookId);
    return this.fanOut.run();
  }

  nudge(webhookId: number): void {
    if (webhookId === OUTBOX) this.fanOut.wake();
    else this.drainer.nudge(webhookId);
  }

  /** Takes no more, finishes or gives back what is in flight, and commits what is known. */
  async beforeApplicationShutdown(): Promise<void> {
    if (!this.running) return;
    this.running = false;
    this.scheduler.pause();
    await this.retention.stop();
    await this.sweeper.stop();
    await this.fanOut.stop();
    await this.drainer.stop();
  }

  /** Last, so that what was accepted over HTTP until now still wakes other processes. */
  async onApplicationShutdown(): Promise<void> {
    await this.scheduler.stop();
  }
}
