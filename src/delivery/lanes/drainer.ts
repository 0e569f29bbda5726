import { Injectable } from '@nestjs/common';
import { Clock } from '../../common';
import { AppConfig } from '../../config';
import { Recorder } from '../recording/recorder';
import type { LaneHandler } from '../schedulers/lane-scheduler';
import { Sender } from '../sending/sender';
import { Claimer } from './claimer';
import type { DrainContext } from './drain-context';
import { InFlightGate } from './in-flight-gate';
import { LaneDrain } from './lane-drain';

/** Drains the lanes that the scheduler hands to this process. */
@Injectable()
export class Drainer implements LaneHandler {
  private readonly drains = new Map<number, LaneDrain>();
  private readonly context: DrainContext;
  private stopping = false;

  constructor(
    claimer: Claimer,
    private readonly recorder: Recorder,
    private readonly sender: Sender,
    clock: Clock,
    private readonly config: AppConfig,
  ) {
    this.context = {
      claimer,
      recorder,
      sender,
      clock,
      gate: new InFlightGate(),
      settings: { delaysMs: config.webhook.retryDelaysMs, disableAfter: config.webhook.disableAfter },
      random: Math.random,
    };
  }

  async drain(webhookId: number): Promise<void> {
    if (this.stopping) return;
    const running = this.drains.get(webhookId);
    if (running) {
      // Two schedulers may hand out the same lane while one of them is being given up.
      running.nudge();
      return;
    }
    const drain = new LaneDrain(webhookId, this.context);
    this.drains.set(webhookId, drain);
    try {
      await drain.run();
    } finally {
      this.drains.delete(webhookId);
    }
  }

  nudge(webhookId: number): void {
    this.drains.get(webhookId)?.nudge();
  }

  /** The webhook or its lane changed: what this process sends from now on is by the new settings. */
  invalidate(webhookId: number): void {
    this.drains.get(webhookId)?.invalidate();
  }

  /**
   * Starts no more requests, lets those under way finish within the attempts' time limit and records them. What does
   * not finish stays due in the database.
   */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const drain of this.drains.values()) drain.stop();
    const graceMs = this.config.webhook.timeoutMs + 500;
    await this.sender.close(graceMs);
    await this.recorder.close(graceMs);
  }
}
