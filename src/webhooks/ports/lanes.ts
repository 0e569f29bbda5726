export const LANE_STATES = ['open', 'trial', 'closed', 'disabled'] as const;
export type LaneState = (typeof LANE_STATES)[number];

/** How a webhook's lane is doing. Times in ms since the epoch. */
export interface LaneHealth {
  state: LaneState;
  /** Consecutive failures as the lane counts them. */
  failureCount: number;
  /** When a closed lane reopens. */
  closedUntil: number | null;
  lastSuccessAt: number | null;
  lastFailureAt: number | null;
  disabledReason: string | null;
  disabledAt: number | null;
  /** Deliveries owed and not finished, held ones included. */
  pendingCount: number;
}

/**
 * Port: the lanes, seen from management. Delivery implements it; management does not know how. A webhook has exactly
 * one lane, from its creation to its deletion.
 */
export abstract class Lanes {
  /** Inside a unit of work: opens the lane of a new webhook. */
  abstract create(webhookId: number, organizationId: number): Promise<void>;

  /** @returns one entry for each id that has a lane */
  abstract healthOf(webhookIds: readonly number[]): Promise<Map<number, LaneHealth>>;

  /**
   * Webhooks whose lane is disabled, by ascending id.
   * @param organizationId null: of all organizations
   */
  abstract findDisabled(organizationId: number | null, afterWebhookId: number, limit: number): Promise<number[]>;

  /**
   * Opens the lane with failure count 0 and delivers what was held, oldest first. Opening an open lane does nothing;
   * a closed one or one on trial opens at once.
   * @param discardHeld cancels what was held instead of delivering it
   */
  abstract enable(webhookId: number, options: { discardHeld: boolean }): Promise<void>;

  /** Holds everything from now on. Requests already under way finish and are recorded. */
  abstract disable(webhookId: number, reason: string): Promise<void>;

  /** Inside a unit of work: cancels what is pending and ends the lane. */
  abstract remove(webhookId: number): Promise<void>;

  /** Inside a unit of work: the webhook's settings changed; they hold from the next attempt. */
  abstract settingsChanged(webhookId: number): void;
}
