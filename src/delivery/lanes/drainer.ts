import { setTimeout as delay } from 'node:timers/promises';
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
import { Paces } from './paces';

/** Drains the lanes that the scheduler hands to this process. */
@Injectable()
export class Drainer implements LaneHandler {
  private readonly drains = new Map<number, { drain: LaneDrain; ended: Promise<boolean> }>();
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
      paces: new Paces(),
      settings: { delaysMs: config.webhook.retryDelaysMs, disableAfter: config.webhook.disableAfter },
      random: Math.random,
    };
  }

  async drain(webhookId: number): Promise<boolean> {
    if (this.stopping) return true;
    const running = this.drains.get(webhookId);
    if (running) {
      // Two schedulers may hand out the same lane while one of them is being given up.
      running.drain.nudge();
      return false;
    }
    const drain = new LaneDrain(webhookId, this.context);
    const ended = drain.run();
    this.drains.set(webhookId, { drain, ended });
    try {
      return await ended;
    } finally {
      this.drains.delete(webhookId);
    }
  }

  /** True while this process drains the lane: it looks for more by itself. */
  isDraining(webhookId: number): boolean {
    return this.drains.has(webhookId);
  }

  nudge(webhookId: number): void {
    this.drains.get(webhookId)?.drain.nudge();
  }

  /** The webhook or its lane changed: what this process sends from now on is by the new settings. */
  invalidate(webhookId: number): void {
    this.drains.get(webhookId)?.drain.invalidate();
  }

  /**
   * Starts no more requests, lets those under way finish within the attempts' time limit, records them and gives the
   * lanes back. What does not finish in time stays due in the database.
   */
  async stop(): Promise<void> {
    this.stopping = true;
    const drains = [...this.drains.values()];
    for (const { drain } of drains) drain.stop();
    const graceMs = this.config.webhook.timeoutMs + 500;
    await this.sender.close(graceMs);
    const late = delay(graceMs, undefined, { ref: false });
    await Promise.race([Promise.all(drains.map(({ ended }) => ended)), late]);
    // Where the database is away too long: a drain that waits for a record would wait for ever.
    this.recorder.abandon();
    for (const { drain } of drains) drain.abandon();
  }
}
