import { setTimeout as delay } from 'node:timers/promises';
import type { LaneHandler, LaneScheduler } from '../../../src/delivery/schedulers/lane-scheduler';

/** A handler whose drains last as long as the test wants. */
class RecordingHandler implements LaneHandler {
  readonly drained: number[] = [];
  readonly nudged: number[] = [];
  readonly running = new Map<number, number>();
  maxRunningOfOneLane = 0;
  /** What drains answer when they end. */
  leavesWork = false;
  private readonly held = new Map<number, (() => void)[]>();

  constructor(private readonly holds: (webhookId: number) => boolean = () => false) {}

  async drain(webhookId: number): Promise<boolean> {
    this.drained.push(webhookId);
    this.running.set(webhookId, (this.running.get(webhookId) ?? 0) + 1);
    this.maxRunningOfOneLane = Math.max(this.maxRunningOfOneLane, this.running.get(webhookId)!);
    if (this.holds(webhookId)) {
      await new Promise<void>((resolve) => {
        this.held.set(webhookId, [...(this.held.get(webhookId) ?? []), resolve]);
      });
    } else {
      await delay(1);
    }
    this.running.set(webhookId, this.running.get(webhookId)! - 1);
    return this.leavesWork;
  }

  nudge(webhookId: number): void {
    this.nudged.push(webhookId);
  }

  release(webhookId: number): void {
    this.held.get(webhookId)?.shift()?.();
  }

  count(webhookId: number): number {
    return this.drained.filter((id) => id === webhookId).length;
  }
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the scheduler did not do it within 10 s');
    await delay(2);
  }
}

/** What every scheduler promises. `create` makes one that shares nothing with those made before. */
export function laneSchedulerContract(name: string, create: () => Promise<LaneScheduler>): void {
  describe(`${name} keeps the contract of schedulers`, () => {
    let scheduler: LaneScheduler;
    beforeEach(async () => (scheduler = await create()));
    afterEach(() => scheduler.stop());

    it('drains each lane that is woken', async () => {
      const handler = new RecordingHandler();
      scheduler.start(handler);
      scheduler.wake([1, 2, 3]);
      await until(() => handler.drained.length === 3);
      expect([...handler.drained].sort()).toEqual([1, 2, 3]);
    });

    it('hands out wake-ups that came before it was started', async () => {
      const handler = new RecordingHandler();
      scheduler.wake([5]);
      scheduler.start(handler);
      await until(() => handler.count(5) === 1);
    });

    it('never drains a lane twice at once, however often it is woken', async () => {
      const handler = new RecordingHandler();
      scheduler.start(handler);
      for (let n = 0; n < 200; n++) {
        scheduler.wake([1, 2]);
        if (n % 10 === 0) await delay(1);
      }
      await until(() => [...handler.running.values()].every((count) => count === 0) && handler.drained.length > 0);
      expect(handler.maxRunningOfOneLane).toBe(1);
    });

    it('drains different lanes at once', async () => {
      const handler = new RecordingHandler(() => true);
      scheduler.start(handler);
      scheduler.wake([1, 2]);
      await until(() => handler.drained.length === 2);
      handler.release(1);
      handler.release(2);
    });

    it('keeps a wake-up that comes while the lane is being drained', async () => {
      const handler: RecordingHandler = new RecordingHandler((id) => id === 1 && handler.count(1) === 1);
      scheduler.start(handler);
      scheduler.wake([1]);
      await until(() => handler.count(1) === 1);
      scheduler.wake([1]);
      scheduler.wake([1]);
      handler.release(1);
      await until(() => handler.count(1) === 2);
      await until(() => handler.running.get(1) === 0);
      expect(handler.count(1)).toBe(2);
    });

    it('loses no wake-up that is aimed at the moment a drain ends, a thousand times over', async () => {
      let owed = 0;
      let missed = 0;
      const handler: LaneHandler = {
        drain: () => {
          owed = 0;
          return Promise.resolve(false);
        },
        nudge: () => undefined,
      };
      scheduler.start(handler);
      for (let n = 0; n < 1_000; n++) {
        owed = 1;
        scheduler.wake([1]);
        for (let turns = n % 7; turns > 0; turns--) await Promise.resolve();
        owed = 1;
        scheduler.wake([1]);
        await until(() => owed === 0).catch(() => missed++);
      }
      expect(missed).toBe(0);
    });

    it('stops handing out, and waits for the drains that run', async () => {
      const handler = new RecordingHandler((id) => id === 1);
      scheduler.start(handler);
      scheduler.wake([1]);
      await until(() => handler.count(1) === 1);
      let stopped = false;
      const stopping = scheduler.stop().then(() => (stopped = true));
      scheduler.wake([2]);
      await delay(20);
      expect(stopped).toBe(false);
      handler.release(1);
      await stopping;
      expect(handler.count(2)).toBe(0);
    });

    it('goes on after a stop of one lane by another: a slow lane delays nobody', async () => {
      const handler = new RecordingHandler((id) => id === 1);
      scheduler.start(handler);
      scheduler.wake([1]);
      await until(() => handler.count(1) === 1);
      scheduler.wake(Array.from({ length: 50 }, (_, n) => n + 2));
      await until(() => handler.drained.length === 51);
      handler.release(1);
    });
  });
}
