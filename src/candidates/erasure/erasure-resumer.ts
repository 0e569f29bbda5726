import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, type ClockTimer, Logger } from '../../common';
import { AppConfig } from '../../config';
import { isUnreachable } from '../../database';
import { CandidateErasureService } from './candidate-erasure.service';
import { CandidateErasuresRepository } from './candidate-erasures.repository';

const LOOK_EVERY_MS = 60_000;
const BATCH = 20;

/** Finishes erasures that a process began and did not live to finish. */
@Injectable()
export class ErasureResumer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: ClockTimer | null = null;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly erasures: CandidateErasuresRepository,
    private readonly service: CandidateErasureService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role !== 'api') this.lookAndPlan();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.timer?.cancel();
    await this.looking;
    await this.service.settle();
  }

  async look(): Promise<void> {
    for (const erasure of await this.erasures.due(this.clock.now(), BATCH)) await this.service.finish(erasure);
  }

  private lookAndPlan(): void {
    this.looking = this.look()
      .catch((error: unknown) => {
        if (isUnreachable(error)) this.logger.caution({}, 'erasures wait for the database');
        else this.logger.failure(error, {}, 'an erasure failed and will be taken up again');
      })
      .then(() => {
        if (!this.stopped) this.timer = this.clock.after(LOOK_EVERY_MS, () => this.lookAndPlan());
      });
  }
}
