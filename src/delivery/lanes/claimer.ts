import { Injectable } from '@nestjs/common';
import { isUnreachable } from '../../database';
import { Logger } from '../../common';
import { WebhookDirectory, type WebhookTarget } from '../../webhooks';
import { type EventContent, EventContents } from '../outbox/event-contents';
import { type ClaimRequest, DeliveryRepository, type DueDelivery } from './delivery.repository';
import { LaneRepository, type LoadedLane } from './lane.repository';

/** A delivery with all that is needed to send it. */
export interface ClaimedDelivery extends DueDelivery {
  readonly event: EventContent;
}

/** A lane that wants to know how it stands and what is due. */
export interface Claimant {
  readonly webhookId: number;
  /** True where settings and condition are to be read again. */
  readonly isStale: boolean;
  /** How the lane and its webhook stand; null: gone, or in the hands of another process. */
  refresh(lane: LoadedLane | null, target: WebhookTarget | null): void;
  /** What to claim now; null: nothing. */
  request(): Omit<ClaimRequest, 'webhookId'> | null;
  receive(deliveries: ClaimedDelivery[]): void;
  /** The database did not answer. */
  claimFailed(): void;
}

/** How long lanes that want something wait for others that do, ms. */
const GATHER_MS = 1;

/** Reads for many lanes at once: a few statements, however many lanes ask at about the same time. */
@Injectable()
export class Claimer {
  private waiting: Claimant[] = [];
  private busy = false;

  constructor(
    private readonly lanes: LaneRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly webhooks: WebhookDirectory,
    private readonly events: EventContents,
    private readonly logger: Logger,
  ) {}

  /** Asks for one lane; it must not ask again before it got an answer. */
  claim(claimant: Claimant): void {
    this.waiting.push(claimant);
    if (this.busy) return;
    this.busy = true;
    setTimeout(() => void this.work(), GATHER_MS);
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      const claimants = this.waiting;
      this.waiting = [];
      try {
        await this.serve(claimants);
      } catch (error) {
        if (isUnreachable(error)) this.logger.caution({}, 'lanes wait for the database');
        else this.logger.failure(error, { lanes: claimants.length }, 'claiming failed; the sweeper will try again');
        for (const claimant of claimants) claimant.claimFailed();
      }
    }
    this.busy = false;
  }

  private async serve(claimants: readonly Claimant[]): Promise<void> {
    await this.refresh(claimants.filter((claimant) => claimant.isStale));
    const requests = claimants.flatMap((claimant) => {
      const request = claimant.request();
      return request ? [{ webhookId: claimant.webhookId, ...request }] : [];
    });
    const due = requests.length > 0 ? await this.deliveries.claim(requests) : [];
    const events = await this.events.load(due.map((delivery) => delivery.eventId));
    const byLane = new Map<number, ClaimedDelivery[]>();
    for (const delivery of due) {
      const event = events.get(delivery.eventId);
      if (!event) continue;
      const list = byLane.get(delivery.webhookId);
      if (list) list.push({ ...delivery, event });
      else byLane.set(delivery.webhookId, [{ ...delivery, event }]);
    }
    for (const claimant of claimants) this.hand(claimant, byLane.get(claimant.webhookId) ?? []);
  }

  /** What goes wrong with one lane must not reach the others. */
  private hand(claimant: Claimant, deliveries: ClaimedDelivery[]): void {
    try {
      claimant.receive(deliveries);
    } catch (error) {
      this.logger.failure(error, { webhookId: claimant.webhookId }, 'a lane failed; the sweeper will try again');
      claimant.claimFailed();
    }
  }

  private async refresh(stale: readonly Claimant[]): Promise<void> {
    if (stale.length === 0) return;
    const ids = stale.map((claimant) => claimant.webhookId);
    const lanes = await this.lanes.take(ids);
    const targets = await this.webhooks.targetsOf(ids);
    for (const claimant of stale) {
      claimant.refresh(lanes.get(claimant.webhookId) ?? null, targets.get(claimant.webhookId) ?? null);
    }
  }
}
