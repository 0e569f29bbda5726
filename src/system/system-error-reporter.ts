import { AsyncResource } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock, Logger, type UnexpectedErrorContext, UnexpectedErrorReporter } from '../common';
import { isUniqueViolation, UnitOfWork } from '../database';
import { DomainEvents } from '../events';
import { SystemErrorMarksRepository } from './system-error-marks.repository';

/** An organization hears of a source at most once in this time. */
const QUIET_MS = 60_000;
/** Pairs of organization and source that are remembered; a forgotten one costs a statement, not an event. */
const MAX_REMEMBERED = 5_000;
const MAX_SOURCE_LENGTH = 200;

/**
 * Tells an organization that something failed on its behalf: which part and under which number, never why. What was
 * thrown may hold anybody's data, so nothing of it goes out.
 */
@Injectable()
export class SystemErrorReporter extends UnexpectedErrorReporter {
  /** Keeps a storm of failures away from the database. */
  private readonly lastReports = new LRUCache<string, number>({ max: MAX_REMEMBERED });

  /** The caller may be in a unit of work that is failing; the event must not fail with it. */
  private readonly ownContext = new AsyncResource('SystemErrorReporter');

  constructor(
    private readonly marks: SystemErrorMarksRepository,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    super();
  }

  override report(_error: unknown, context: UnexpectedErrorContext): void {
    const { organizationId, errorId } = context;
    if (organizationId === null) return;
    const source = context.source.slice(0, MAX_SOURCE_LENGTH);
    const now = this.clock.now();
    const key = `${organizationId} ${source}`;
    const last = this.lastReports.get(key);
    if (last !== undefined && now - last < QUIET_MS) return;
    this.lastReports.set(key, now);
    this.ownContext.runInAsyncScope(() => void this.publish(organizationId, source, errorId, now));
  }

  private async publish(organizationId: number, source: string, errorId: string, now: number): Promise<void> {
    try {
      await this.unitOfWork.run(async () => {
        if (!(await this.marks.claim(organizationId, source, now, QUIET_MS))) return;
        const message = `An unexpected error occurred in ${source}. The team that runs SmartATS finds it under this errorId.`;
        await this.events.publish(organizationId, 'system.error', { errorId, source, message });
      });
    } catch (error) {
      if (isUniqueViolation(error)) return;
      this.logger.failure(error, { source, organizationId, errorId }, 'an organization could not be told of an error');
    }
  }
}
