import { Injectable } from '@nestjs/common';
import { Clock, Logger } from '../../common';
import { UnitOfWork } from '../../database';
import { type LaneHealth, Lanes } from '../../webhooks';
import { LaneScheduler } from '../schedulers/lane-scheduler';
import { Drainer } from './drainer';
import { LaneManagementRepository } from './lane-management.repository';

/** Shown while held deliveries are being discarded; stays if the process dies meanwhile. */
const DISCARDING = 'Held deliveries are being discarded. Enable the webhook again if this does not go away.';

/** What people do to lanes. Each decision starts a new epoch, so that no worker's older view can undo it. */
@Injectable()
export class LaneManagement extends Lanes {
  constructor(
    private readonly repository: LaneManagementRepository,
    private readonly scheduler: LaneScheduler,
    private readonly drainer: Drainer,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    super();
  }

  async create(webhookId: number, organizationId: number): Promise<void> {
    await this.repository.insert(webhookId, organizationId);
  }

  async healthOf(webhookIds: readonly number[]): Promise<Map<number, LaneHealth>> {
    const now = this.clock.now();
    const health = await this.repository.healthOf(webhookIds);
    for (const lane of health.values()) {
      if (lane.state === 'closed' && (lane.closedUntil ?? 0) <= now) lane.state = 'trial';
    }
    return health;
  }

  async findDisabled(organizationId: number | null, afterWebhookId: number, limit: number): Promise<number[]> {
    return this.repository.findDisabled(organizationId, afterWebhookId, limit);
  }

  async enable(webhookId: number, { discardHeld }: { discardHeld: boolean }): Promise<void> {
    if (discardHeld && !(await this.discardHeld(webhookId))) return;
    await this.unitOfWork.run(async () => {
      const lane = await this.repository.lock(webhookId);
      if (lane === null || lane.state === 'open') return;
      // Somebody disabled it while held deliveries were being discarded: that is newer.
      if (discardHeld && lane.disabledReason !== DISCARDING) return;
      await this.repository.open(webhookId, this.clock.now());
      this.unitOfWork.afterCommit(() => {
        this.drainer.invalidate(webhookId);
        this.scheduler.wake([webhookId]);
      });
    });
  }

  async disable(webhookId: number, reason: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const lane = await this.repository.lock(webhookId);
      if (lane === null || (lane.state === 'disabled' && lane.disabledReason !== DISCARDING)) return;
      await this.repository.disable(webhookId, reason, this.clock.now());
      this.unitOfWork.afterCommit(() => this.drainer.invalidate(webhookId));
    });
  }

  async remove(webhookId: number): Promise<void> {
    await this.repository.disable(webhookId, 'The webhook was deleted.', this.clock.now());
    this.unitOfWork.afterCommit(() => {
      this.drainer.invalidate(webhookId);
      this.finishRemoval(webhookId).catch((error: unknown) =>
        this.logger.failure(error, { webhookId }, 'cancelling for a deleted webhook failed; the next start goes on'),
      );
    });
  }

  settingsChanged(webhookId: number): void {
    this.unitOfWork.afterCommit(() => this.drainer.invalidate(webhookId));
  }

  /** Cancels what is left of webhooks that were deleted when a process died before it had finished. */
  async resumeRemovals(): Promise<void> {
    for (const webhookId of await this.repository.findRemoved()) await this.finishRemoval(webhookId);
  }

  private async finishRemoval(webhookId: number): Promise<void> {
    await this.cancelAll(webhookId);
    await this.unitOfWork.run(async () => {
      // A fan-out that matched the webhook before its deletion holds this lock until its deliveries can be seen.
      await this.repository.lock(webhookId);
      while (await this.repository.cancelSome(webhookId, Number.MAX_SAFE_INTEGER, this.clock.now()));
      await this.repository.delete(webhookId);
    });
  }

  /** @returns false where nothing is held */
  private async discardHeld(webhookId: number): Promise<boolean> {
    const held = await this.unitOfWork.run(async () => {
      const lane = await this.repository.lock(webhookId);
      if (lane?.state !== 'closed' && lane?.state !== 'disabled') return false;
      await this.repository.disable(webhookId, DISCARDING, this.clock.now());
      this.unitOfWork.afterCommit(() => this.drainer.invalidate(webhookId));
      return true;
    });
    if (held) await this.cancelAll(webhookId);
    return held;
  }

  /** In small transactions, so that a large backlog stops nobody else. New deliveries do not extend it. */
  private async cancelAll(webhookId: number): Promise<void> {
    const upTo = await this.repository.lastDeliveryId(webhookId);
    while (await this.unitOfWork.run(() => this.repository.cancelSome(webhookId, upTo, this.clock.now())));
  }
}
