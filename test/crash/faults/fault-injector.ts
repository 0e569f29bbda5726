import { setTimeout as delay } from 'node:timers/promises';
import type { ProductFleet } from '../product/product-fleet';
import type { ProductProcess } from '../product/product-process';
import type { SeededRandom } from '../seeded-random';
import type { MariadbServer } from '../servers/mariadb-server';
import type { RedisServer } from '../servers/redis-server';
import type { Fault, PlannedFault } from './fault';

/** SIGTERM: a worker finishes what is in flight (6 s) and commits it; longer than this is a defect. */
const TERMINATION_BOUND_MS = 20_000;

/** Chance that a fault does not wait for what is starting, asked once a step: some must hit a process that starts. */
const HITS_WHILE_STARTING = 0.03;
const WAIT_STEP_MS = 200;
const MAX_WAIT_MS = 60_000;

/** Makes the planned faults happen and notes what happened. */
export class FaultInjector {
  readonly faults: Fault[] = [];
  /** What a fault brought to light by itself. */
  readonly defects: string[] = [];
  private readonly busy = new Set<string>();
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly fleet: ProductFleet,
    private readonly database: MariadbServer,
    private readonly redis: RedisServer | null,
    private readonly random: SeededRandom,
  ) {}

  /**
   * Resolves when the last fault is over.
   * @param flushEveryMs Redis is flushed this often besides; null: it is not
   */
  async run(plan: readonly PlannedFault[], flushEveryMs: number | null): Promise<void> {
    const flushes = new AbortController();
    const flushing = flushEveryMs === null ? null : this.flushEvery(flushEveryMs, flushes.signal);
    let start = Date.now();
    for (const planned of plan) {
      await delay(Math.max(0, start + planned.at - Date.now()));
      start += await this.untilServing();
      this.begin(planned);
    }
    flushes.abort();
    await flushing;
    await Promise.all(this.underWay);
  }

  /** Without a product at work faults hit nothing: the schedule waits for it. @returns how long it waited, ms */
  private async untilServing(): Promise<number> {
    const from = Date.now();
    const { api, workers } = this.fleet;
    while (Date.now() < from + MAX_WAIT_MS && !this.random.chance(HITS_WHILE_STARTING)) {
      if (api.isUp && (workers.length === 0 || workers.some(({ isUp }) => isUp))) break;
      await delay(WAIT_STEP_MS);
    }
    return Date.now() - from;
  }

  private async flushEvery(ms: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await delay(ms, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) this.begin({ kind: 'flush Redis', at: 0, worker: 0, downMs: 0 });
    }
  }

  private begin(planned: PlannedFault): void {
    const happening: Promise<void> = this.happen(planned)
      .catch((error: unknown) => void this.defects.push(`${planned.kind}: ${String(error)}`))
      .finally(() => this.underWay.delete(happening));
    this.underWay.add(happening);
  }

  private async happen(planned: PlannedFault): Promise<void> {
    const { kind, downMs } = planned;
    const worker = this.fleet.workers[planned.worker];
    switch (kind) {
      case 'kill worker':
        return this.hit(planned, [worker], () => this.kill([worker], downMs));
      case 'kill API':
        return this.hit(planned, [this.fleet.api], () => this.kill([this.fleet.api], downMs));
      case 'kill everything':
        return this.hit(planned, this.fleet.processes, () => this.kill(this.fleet.processes, downMs));
      case 'pause worker':
        return this.hit(planned, [worker], () => this.pause(worker, downMs));
      case 'terminate worker':
        return this.hit(planned, [worker], (fault) => this.terminate(worker, downMs, fault));
      case 'flush Redis':
        return this.alone('Redis', planned, () => this.redis!.flush());
      case 'restart Redis':
        return this.alone('Redis', planned, () => restart(this.redis!, 'SIGKILL', downMs));
      case 'kill database':
        return this.alone('database', planned, () => restart(this.database, 'SIGKILL', downMs));
      case 'restart database':
        return this.alone('database', planned, () => restart(this.database, 'SIGTERM', downMs));
      case 'cut connections':
        return this.alone('database', planned, (fault) => this.cutConnections(fault));
    }
  }

  /** Leaves out what another fault has in its hands. */
  private async hit(
    planned: PlannedFault,
    processes: readonly ProductProcess[],
    work: (fault: Fault) => Promise<void>,
  ): Promise<void> {
    const free = processes.every(({ name }) => !this.busy.has(name));
    if (!free) return;
    for (const { name } of processes) this.busy.add(name);
    try {
      await this.record(
        planned,
        processes.map(({ name }) => name),
        work,
      );
    } finally {
      for (const { name } of processes) this.busy.delete(name);
    }
  }

  private async alone(server: string, planned: PlannedFault, work: (fault: Fault) => Promise<void>): Promise<void> {
    if (this.busy.has(server)) return;
    this.busy.add(server);
    try {
      await this.record(planned, [], work);
    } finally {
      this.busy.delete(server);
    }
  }

  private async record(
    { kind }: PlannedFault,
    processes: string[],
    work: (fault: Fault) => Promise<void>,
  ): Promise<void> {
    const fault: Fault = { kind, processes, from: Date.now(), until: null, note: '' };
    this.faults.push(fault);
    await work(fault);
    fault.until = Date.now();
  }

  private async kill(processes: readonly ProductProcess[], downMs: number): Promise<void> {
    await Promise.all(processes.map((process) => process.end('SIGKILL')));
    await delay(downMs);
    for (const process of processes) process.start();
  }

  private async pause(process: ProductProcess, ms: number): Promise<void> {
    process.signal('SIGSTOP');
    await delay(ms);
    process.signal('SIGCONT');
  }

  private async terminate(process: ProductProcess, downMs: number, fault: Fault): Promise<void> {
    const wasUp = process.isUp;
    const asked = Date.now();
    const bound = new AbortController();
    const ended = process.end('SIGTERM');
    const late = delay(TERMINATION_BOUND_MS, 'late' as const, { signal: bound.signal }).catch(() => 'late' as const);
    const code = await Promise.race([ended, late]);
    bound.abort();
    if (code === 'late') await process.end('SIGKILL');
    const after = `${Date.now() - asked} ms after SIGTERM`;
    fault.note = code === 'late' ? `had not ended ${after}` : `ended with ${code} ${after}`;
    if (code === 'late' || (wasUp && code !== 0)) this.defects.push(`${process.name} ${fault.note}`);
    await delay(downMs);
    process.start();
  }

  /** Each connection of the product with a chance of one half, in the middle of whatever it does. */
  private async cutConnections(fault: Fault): Promise<void> {
    const connection = await this.database.connect();
    try {
      const [rows] = await connection.query('SHOW PROCESSLIST');
      let cut = 0;
      for (const { Id, db } of rows as { Id: number; db: string | null }[]) {
        if (Id === connection.threadId || db === null || !this.random.chance(0.5)) continue;
        await connection.query(`KILL ${Id}`).then(
          () => cut++,
          () => undefined,
        );
      }
      fault.note = `${cut} cut`;
    } finally {
      connection.destroy();
    }
  }
}

async function restart(server: MariadbServer | RedisServer, signal: 'SIGKILL' | 'SIGTERM', downMs: number) {
  await server.stop(signal);
  await delay(downMs);
  await server.start();
}
