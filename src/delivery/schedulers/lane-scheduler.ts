/** Stands for the outbox where a wake-up names a lane: there is something to fan out. */
export const OUTBOX = 0;

/** Does the work that a wake-up announces. */
export interface LaneHandler {
  /**
   * Drains one lane until it has nothing more to do now. Never rejects.
   * @returns true where this process is stopping and leaves work in the lane: another one is to be woken for it
   */
  drain(webhookId: number): Promise<boolean>;

  /** A wake-up came for a lane that this process is draining; it need not wait for the next run. */
  nudge(webhookId: number): void;
}

/**
 * Port: carries wake-ups to whoever drains lanes. It holds no truth: what it forgets, the sweeper finds in the
 * database.
 *
 * - At most one handler runs for a lane at a time (in all processes that share the scheduler).
 * - A wake-up for a lane that is being drained is kept: the handler is nudged where it runs, and runs again after it returned.
 * - Wake-ups for the same lane coalesce.
 */
export abstract class LaneScheduler {
  /** Starts handing out wake-ups, also those that came before. */
  abstract start(handler: LaneHandler): void;

  /** Returns at once and never throws. Each lane is one webhook's, by id; {@link OUTBOX} is none. */
  abstract wake(webhookIds: readonly number[]): void;

  /** Hands out no more in this process. Wake-ups still go to the others that share the scheduler. */
  abstract pause(): void;

  /** Pauses, waits until the handlers that run have returned, and lets go of everything, in bounded time. */
  abstract stop(): Promise<void>;
}
