import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Clock, type ClockTimer, Logger } from '../../common';
import { AppConfig } from '../../config';
import { isUnreachable, UnitOfWork } from '../../database';
import type { ParseTask } from '../entities/parse-task.entity';
import { ResumesRepository } from '../resumes.repository';
import { leaseMs, MAX_PARSE_ATTEMPTS } from './parse-policy';
import { ParseSignals } from './parse-signals';
import { ParseTasksRepository } from './parse-tasks.repository';
import { ResumeParser } from './resume-parser';

/** Files read at once in this process. Each takes a thread and up to some hundred MiB. */
const CONCURRENCY = 2;
const POLL_EVERY_MS = 1_000;
/** How long a shutdown waits for what is being parsed; what is not done then is begun again by whoever starts next. */
const SHUTDOWN_WAIT_MS = 5_000;

/**
 * Takes due tasks and has them parsed. The table decides what is due; {@link wake} only saves waiting for the next look. Several processes may
 * run one each.
 */
@Injectable()
export class ParseRunner implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly running = new Set<Promise<void>>();
  private timer: ClockTimer | null = null;
  private looking: Promise<void> | null = null;
  private lookAgain = false;
  private stopped = true;

  constructor(
    private readonly config: AppConfig,
    private readonly tasks: ParseTasksRepository,
    private readonly resumes: ResumesRepository,
    private readonly parser: ResumeParser,
    private readonly signals: ParseSignals,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'api') return;
    // SQLite belongs to one process, so whatever it was parsing when it died is nobody's now. Elsewhere the lease has to end.
    if (this.unitOfWork.isSqlite) await this.unitOfWork.run(() => this.tasks.releaseAll(this.clock.now()));
    this.stopped = false;
    this.signals.listen(() => this.takeAnother());
    this.poll();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.timer?.cancel();
    await this.looking;
    let giveUp: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (giveUp = setTimeout(resolve, SHUTDOWN_WAIT_MS)));
    await Promise.race([Promise.all(this.running), patience]);
    clearTimeout(giveUp);
  }

  /** Last, so that what is uploaded until now still wakes other processes. */
  async onApplicationShutdown(): Promise<void> {
    await this.signals.stop();
  }

  /**
   * There may be something due: for this process, or for others where this one does not parse. Never throws and does not
   * wait; what is lost the next look finds.
   */
  wake(): void {
    if (this.stopped) return this.signals.announce();
    if (this.looking) {
      this.lookAgain = true;
      return;
    }
    this.looking = this.look()
      .catch((error: unknown) => {
        if (isUnreachable(error)) this.logger.caution({}, 'parsing waits for the database');
        else this.logger.failure(error, {}, 'looking for parsing work failed');
      })
      .finally(() => {
        this.looking = null;
        if (!this.lookAgain) return;
        this.lookAgain = false;
        this.wake();
      });
  }

  /** Another process has committed a task. Resolves when there is room for one more. */
  private async takeAnother(): Promise<void> {
    this.wake();
    await this.looking;
    if (this.running.size >= CONCURRENCY) await Promise.race(this.running);
  }

  private poll(): void {
    this.wake();
    this.timer = this.clock.after(POLL_EVERY_MS, () => this.poll());
  }

  private async look(): Promise<void> {
    while (!this.stopped && this.running.size < CONCURRENCY) {
      const due = await this.tasks.due(this.clock.now(), CONCURRENCY - this.running.size);
      if (due.length === 0) return;
      for (const task of due) await this.begin(task);
    }
  }

  private async begin(task: ParseTask): Promise<void> {
    const { parseTimeoutMs, llm } = this.config.resumes;
    const leasedUntil = this.clock.now() + leaseMs(parseTimeoutMs, llm?.timeoutMs ?? 0);
    const claimed = await this.unitOfWork.run(async () => {
      const won = await this.tasks.claim(task, leasedUntil);
      if (won) await this.resumes.updateForTask(task.resumeId, task.taskId, { status: 'PROCESSING' });
      return won;
    });
    if (!claimed) return;
    const work = (claimed.attempts > MAX_PARSE_ATTEMPTS ? this.parser.abandon(claimed) : this.parser.parse(claimed))
      .catch((error: unknown) => {
        const fields = { taskId: claimed.taskId };
        // The lease ends and the task is begun again.
        if (isUnreachable(error)) this.logger.caution(fields, 'a parsing attempt was lost with the database');
        else this.logger.failure(error, fields, 'the outcome of a parsing attempt could not be committed');
      })
      .finally(() => {
        this.running.delete(work);
        this.wake();
      });
    this.running.add(work);
  }
}
