import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Logger } from '../common';
import { Mutex } from './mutex';
import { isRetryable, isUnreachable } from './transient-error';

interface Unit {
  manager: EntityManager;
  afterCommit: (() => void)[];
}

/** Runs of one unit of work that other transactions got in the way of. */
const MAX_RUNS = 6;
const RETRY_BASE_MS = 5;

/** Further runs of one that lost its connection: enough for a pool whose connections died unnoticed or a short restart. */
const MAX_RECONNECTS = 3;
const RECONNECT_BASE_MS = 50;
/** Nobody is kept waiting longer for a database that takes its time to say no. */
const MAX_RECONNECT_MS = 1_000;

/**
 * The connection broke after COMMIT had been sent and before the answer came: whether it happened is not known, so
 * nothing here runs such work again. Whoever can find out whether it did may.
 */
const inDoubt = new WeakSet<object>();

/**
 * One business change, one transaction.
 *
 * SQLite has a single connection for the whole process, so two open transactions would be one. Units of work and reads
 * take turns there; nobody ever sees uncommitted rows. Therefore nothing may await network, queue or file inside
 * {@link run}: everybody else waits.
 */
@Injectable()
export class UnitOfWork {
  private readonly current = new AsyncLocalStorage<Unit>();
  private readonly turns: Mutex | null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: Logger,
  ) {
    this.turns = dataSource.options.type === 'better-sqlite3' ? new Mutex() : null;
  }

  /** True on SQLite, which has neither `FOR UPDATE` nor more than one writer. */
  get isSqlite(): boolean {
    return this.turns !== null;
  }

  /** True inside {@link run}. */
  get isActive(): boolean {
    return this.current.getStore() !== undefined;
  }

  /**
   * The transaction's entity manager.
   * @throws Error outside a unit of work: a write there would not be atomic with anything
   */
  get manager(): EntityManager {
    const unit = this.current.getStore();
    if (!unit) throw new Error('a write outside a unit of work');
    return unit.manager;
  }

  /**
   * Runs `work` in a transaction; inside another run it joins that one. If `work` throws, everything is rolled back
   * and the error is passed on. A deadlock runs `work` again, at most {@link MAX_RUNS} times in all, and so does a
   * connection that is lost before the commit, at most {@link MAX_RECONNECTS} times more; so `work` must not change
   * anything but the database. Where the connection is lost during the commit the error is passed on: the transaction
   * may have been committed or not.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.isActive) return work();
    const { result, unit } = await (this.turns
      ? this.turns.run(() => this.runWithRetries(work))
      : this.runWithRetries(work));
    for (const callback of unit.afterCommit) this.runCallback(callback);
    return result;
  }

  /** Reads committed rows, or inside a unit of work also that unit's own. */
  async read<T>(query: (manager: EntityManager) => Promise<T>): Promise<T> {
    const unit = this.current.getStore();
    if (unit) return query(unit.manager);
    const { manager } = this.dataSource;
    return this.turns ? this.turns.run(() => query(manager)) : this.withReconnects(() => query(manager));
  }

  /** Calls back once the transaction has committed, never if it rolls back. Must be called inside {@link run}. */
  afterCommit(callback: () => void): void {
    const unit = this.current.getStore();
    if (!unit) throw new Error('afterCommit outside a unit of work');
    unit.afterCommit.push(callback);
  }

  private runWithRetries<T>(work: () => Promise<T>): Promise<{ result: T; unit: Unit }> {
    return this.withReconnects(() => this.runWithoutDeadlocks(work));
  }

  private async withReconnects<T>(work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    for (let lost = 1; ; lost++) {
      try {
        return await work();
      } catch (error) {
        const isHopeless = lost > MAX_RECONNECTS || performance.now() - began > MAX_RECONNECT_MS;
        if (isHopeless || !isUnreachable(error) || inDoubt.has(error as object)) throw error;
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_BASE_MS * 2 ** lost * (0.5 + Math.random())));
      }
    }
  }

  private async runWithoutDeadlocks<T>(work: () => Promise<T>): Promise<{ result: T; unit: Unit }> {
    for (let run = 1; ; run++) {
      try {
        return await this.runOnce(work);
      } catch (error) {
        if (run >= MAX_RUNS || !isRetryable(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * RETRY_BASE_MS * 2 ** run));
      }
    }
  }

  private async runOnce<T>(work: () => Promise<T>): Promise<{ result: T; unit: Unit }> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      const unit: Unit = { manager: runner.manager, afterCommit: [] };
      const result = await this.current.run(unit, work);
      await runner.commitTransaction().catch((error: unknown) => {
        if (typeof error === 'object' && error !== null) inDoubt.add(error);
        throw error;
      });
      return { result, unit };
    } catch (error) {
      // The first error is the one that matters; a connection that is gone cannot roll back and need not.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private runCallback(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.logger.failure(error, {}, 'a callback after commit failed');
    }
  }
}
