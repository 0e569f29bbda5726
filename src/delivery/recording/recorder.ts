import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock, Logger } from '../../common';
import { isUnreachable, UnitOfWork } from '../../database';
import { DeliveryMetrics } from '../delivery-metrics';
import { DeliveryRepository } from '../lanes/delivery.repository';
import { LaneRepository } from '../lanes/lane.repository';
import type { LaneChange } from '../lanes/tracked-lane';
import type { DeliveryDecision } from '../policy/delivery-policy';
import { AttemptRepository, type NewAttempt } from './attempt.repository';

/** An attempt that is over, and what was decided. */
export interface Outcome {
  readonly webhookId: number;
  readonly deliveryId: number;
  /** A person asked for this attempt. */
  readonly forced: boolean;
  readonly attempt: NewAttempt;
  readonly decision: DeliveryDecision;
  readonly attemptLimit: number | null;
  /** What the attempt did to the lane; null: nothing. */
  readonly lane: LaneChange | null;
  /** The lane's last success is to be written down. */
  readonly stampSuccess: boolean;
  /** Called once it is committed. `laneKept` is false where a person changed the lane meanwhile. */
  readonly recorded: (laneKept: boolean) => void;
}

/** A lane whose worker found nothing more to do. All its outcomes have been recorded. */
export interface Settlement {
  readonly webhookId: number;
  /** The lane has no work before this time, ms, whatever is due; 0: no such limit. */
  readonly notBefore: number;
  /** What finding nothing did to the lane; null: nothing. */
  readonly lane: LaneChange | null;
  /** Called once it is committed, with the time at which the lane has work again. */
  readonly settled: (dueAt: number | null) => void;
}

/** Outcomes of one transaction. */
const MAX_BATCH = 500;
/** Outcomes that may wait; beyond that lanes pause. */
const MAX_WAITING = 4_000;
/** How long the first outcome of a batch waits for company, ms. */
const GATHER_MS = 3;
const REST_AFTER_FAILURE_MS = 500;

/**
 * Group commit: the outcomes of all lanes of the process, every few milliseconds or few hundred, in one transaction.
 * A delivery is finished only when this has committed; what a crash takes away here is sent again.
 */
@Injectable()
export class Recorder {
  private outcomes: Outcome[] = [];
  private settlements: Settlement[] = [];
  private running: Promise<void> | null = null;
  private readonly waitingForRoom = new Set<() => void>();
  private abandoned = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deliveries: DeliveryRepository,
    private readonly lanes: LaneRepository,
    private readonly attempts: AttemptRepository,
    private readonly metrics: DeliveryMetrics,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** False while too much waits to be committed: no new request should start then. */
  get hasRoom(): boolean {
    return this.outcomes.length < MAX_WAITING;
  }

  /** Calls back once, when there is room again. */
  whenRoom(callback: () => void): void {
    this.waitingForRoom.add(callback);
  }

  record(outcome: Outcome): void {
    this.outcomes.push(outcome);
    this.start();
  }

  /** Recomputes when a lane has work again. */
  settle(settlement: Settlement): void {
    this.settlements.push(settlement);
    this.start();
  }

  /** Begins no more commits: what is not committed will be sent again. */
  abandon(): void {
    this.abandoned = true;
  }

  private start(): void {
    this.running ??= this.work().finally(() => {
      this.running = null;
      // Given after the last look at the queues.
      if (this.outcomes.length + this.settlements.length > 0 && !this.abandoned) this.start();
    });
  }

  private async work(): Promise<void> {
    await delay(GATHER_MS);
    while (this.outcomes.length + this.settlements.length > 0 && !this.abandoned) {
      const outcomes = this.outcomes.splice(0, MAX_BATCH);
      const settlements = this.settlements.splice(0, MAX_BATCH);
      try {
        await this.commit(outcomes, settlements);
      } catch (error) {
        await this.afterFailedCommit(error, outcomes, settlements);
      }
      if (this.hasRoom) this.announceRoom();
    }
  }

  /** One that the database refuses for good must not hold up the others. */
  private async afterFailedCommit(
    error: unknown,
    outcomes: readonly Outcome[],
    settlements: readonly Settlement[],
  ): Promise<void> {
    if (isUnreachable(error)) {
      this.logger.caution({}, 'the recorder waits for the database');
      await delay(REST_AFTER_FAILURE_MS);
      return this.commitInDoubt(outcomes, settlements);
    }
    this.logger.failure(error, { outcomes: outcomes.length }, 'recording failed; each outcome is tried on its own');
    this.settlements.push(...settlements);
    for (const outcome of outcomes) {
      await this.commit([outcome], []).catch((own: unknown) => {
        this.logger.failure(own, { deliveryId: outcome.deliveryId }, 'an outcome cannot be recorded yet');
        this.outcomes.push(outcome);
      });
    }
    await delay(REST_AFTER_FAILURE_MS);
  }

  /**
   * The connection broke, perhaps after the database had committed and before it could say so. A batch is committed as a
   * whole, so its first attempt tells.
   */
  private async commitInDoubt(outcomes: readonly Outcome[], settlements: readonly Settlement[]): Promise<void> {
    if (this.abandoned) return;
    try {
      const isCommitted = outcomes.length > 0 && (await this.attempts.exists(outcomes[0].attempt));
      await this.commit(isCommitted ? [] : outcomes, settlements);
      // Whether the lanes' changes counted is not known any more, so they are read again.
      if (isCommitted) for (const outcome of outcomes) outcome.recorded(false);
    } catch (error) {
      await this.afterFailedCommit(error, outcomes, settlements);
    }
  }

  private announceRoom(): void {
    const waiting = [...this.waitingForRoom];
    this.waitingForRoom.clear();
    for (const callback of waiting) callback();
  }

  private async commit(outcomes: readonly Outcome[], settlements: readonly Settlement[]): Promise<void> {
    const now = this.clock.now();
    const { kept, due } = await this.unitOfWork.run(async () => {
      await this.writeDeliveries(outcomes, now);
      await this.lockLanes(outcomes, settlements);
      const kept = await this.writeLanes([...outcomes, ...settlements]);
      await this.stampSuccesses(outcomes, now);
      const notBefore = new Map(settlements.map((item) => [item.webhookId, item.notBefore]));
      return { kept, due: await this.lanes.settle(notBefore) };
    });
    this.metrics.recorded(outcomes.map((outcome) => outcome.attempt));
    for (const outcome of outcomes) outcome.recorded(outcome.lane === null || (kept.get(outcome.webhookId) ?? false));
    for (const { webhookId, settled } of settlements) settled(due.get(webhookId) ?? null);
  }

  private async writeDeliveries(outcomes: readonly Outcome[], now: number): Promise<void> {
    if (outcomes.length === 0) return;
    await this.attempts.insert(outcomes.map((outcome) => outcome.attempt));
    const lateRegular = await this.writeStatuses(
      outcomes.filter((outcome) => !outcome.forced),
      now,
      false,
    );
    const lateForced = await this.writeStatuses(
      outcomes.filter((outcome) => outcome.forced),
      now,
      true,
    );
    if (lateRegular || lateForced) await this.eraseLate(outcomes.map((outcome) => outcome.deliveryId));
  }

  /** @returns whether one of them had finished otherwise meanwhile */
  private async writeStatuses(outcomes: readonly Outcome[], now: number, forced: boolean): Promise<boolean> {
    const succeeded: number[] = [];
    const failed: Parameters<DeliveryRepository['markFailedAttempts']>[0][number][] = [];
    for (const { deliveryId, decision, attempt, attemptLimit } of outcomes) {
      if (decision.status === 'succeeded') succeeded.push(deliveryId);
      else {
        const pending = decision.status === 'pending' ? decision : null;
        failed.push({
          id: deliveryId,
          nextAttemptAt: pending?.nextAttemptAt ?? null,
          attemptLimit: pending?.attemptLimit ?? attemptLimit,
          error: attempt.error ?? '',
        });
      }
    }
    const late = await this.deliveries.markSucceeded(succeeded, now, forced);
    return (await this.deliveries.markFailedAttempts(failed, now, forced)) || late;
  }

  /** All lanes that the batch writes, in one order with all others who lock several: no deadlocks among them. */
  private async lockLanes(outcomes: readonly Outcome[], settlements: readonly Settlement[]): Promise<void> {
    const written = outcomes.filter((outcome) => outcome.lane !== null || outcome.stampSuccess);
    const ids = new Set([...written, ...settlements].map((item) => item.webhookId));
    if (ids.size > 1) await this.lanes.lockAll([...ids]);
  }

  /** A person may be erased while a request about them is under way: what came back of it is not kept. */
  private async eraseLate(deliveryIds: readonly number[]): Promise<void> {
    await this.attempts.erase(await this.deliveries.erasedAmong(deliveryIds));
  }

  /** The last change of each lane. @returns for each lane that was to change whether it did */
  private async writeLanes(changes: readonly Pick<Outcome, 'webhookId' | 'lane'>[]): Promise<Map<number, boolean>> {
    const last = new Map<number, LaneChange>();
    for (const { webhookId, lane } of changes) if (lane) last.set(webhookId, lane);
    const kept = new Map<number, boolean>();
    for (const [webhookId, { epoch, condition }] of [...last].sort(([a], [b]) => a - b)) {
      kept.set(webhookId, await this.lanes.saveCondition(webhookId, epoch, condition));
    }
    return kept;
  }

  private async stampSuccesses(outcomes: readonly Outcome[], now: number): Promise<void> {
    const lanes = new Set(outcomes.filter((outcome) => outcome.stampSuccess).map((outcome) => outcome.webhookId));
    await this.lanes.stampSuccess([...lanes], now);
  }
}
