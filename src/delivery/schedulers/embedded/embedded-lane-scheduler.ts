import { type LaneHandler, LaneScheduler } from '../lane-scheduler';

type LaneStatus = 'queued' | 'running' | 'running, wake again';

/** Lanes that are drained at once; each costs a few kilobytes while it is. */
const MAX_RUNNING = 4_096;

/** Before a lane that was given up with work left is drained again, ms. */
const REST_MS = 10;

/** Wake-ups in a map of this process, which must be the only one. */
export class EmbeddedLaneScheduler extends LaneScheduler {
  private readonly lanes = new Map<number, LaneStatus>();
  private readonly queue = new Set<number>();
  private readonly running = new Set<Promise<unknown>>();
  private handler: LaneHandler | null = null;

  constructor(private readonly maxRunning = MAX_RUNNING) {
    super();
  }

  start(handler: LaneHandler): void {
    this.handler = handler;
    this.runQueued();
  }

  wake(webhookIds: readonly number[]): void {
    for (const id of webhookIds) {
      const status = this.lanes.get(id);
      if (status === 'running' || status === 'running, wake again') {
        this.lanes.set(id, 'running, wake again');
        this.handler?.nudge(id);
      } else if (status === undefined) {
        this.lanes.set(id, 'queued');
        this.queue.add(id);
      }
    }
    this.runQueued();
  }

  pause(): void {
    this.handler = null;
  }

  async stop(): Promise<void> {
    this.pause();
    await Promise.all(this.running);
  }

  private runQueued(): void {
    for (const id of this.queue) {
      if (!this.handler || this.running.size >= this.maxRunning) return;
      this.queue.delete(id);
      this.run(id, this.handler);
    }
  }

  private run(id: number, handler: LaneHandler): void {
    this.lanes.set(id, 'running');
    const run: Promise<void> = handler
      .drain(id)
      .catch(() => false)
      .then((leavesWork) => {
        this.running.delete(run);
        const again = this.lanes.get(id) === 'running, wake again';
        this.lanes.delete(id);
        // What is left goes behind the others, and never round without a pause.
        if (leavesWork) setTimeout(() => this.wake([id]), REST_MS).unref();
        if (again) this.wake([id]);
        else this.runQueued();
      });
    this.running.add(run);
  }
}
