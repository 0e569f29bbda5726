import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { BenchProcess } from '../processes/messages';
import { formatSpread, spread } from '../statistics';

const WEBHOOKS = 24;
const EVENTS = 200;
const RUNS = 3;
/** What the receiver takes for each request, ms. */
const ANSWER_MS = 20;
/** Requests under way in one worker: this many lanes, each with this many. */
const LANES_AT_ONCE = 4;
const IN_FLIGHT_PER_LANE = 2;
/** Deliveries a second that one worker can make at most. */
const BOUND = (LANES_AT_ONCE * IN_FLIGHT_PER_LANE * 1000) / ANSWER_MS;

interface Service {
  name: string;
  url: string | null;
  reason: string;
  stop(): Promise<void>;
}

/**
 * The same backlog drained by one worker and by two, over MySQL/MariaDB and Redis, where the requests that a worker may
 * have under way are what bounds it.
 */
export async function workers(): Promise<void> {
  const script = pathToFileURL(join(__dirname, '..', '..', '..', 'scripts', 'services.mjs')).href;
  const { findServices } = (await import(script)) as { findServices(): Promise<Service[]> };
  const services = await findServices();
  try {
    const missing = services.find(({ url }) => url === null);
    if (missing) {
      process.stdout.write(`\nworkers: not run, for there is no ${missing.name} (${missing.reason})\n`);
      return;
    }
    const [databaseUrl, redisUrl] = services.map(({ url }) => url ?? '');
    const runs: { one: number; two: number }[] = [];
    for (let n = 0; n < RUNS; n++) {
      const one = await throughput(1, databaseUrl, redisUrl);
      runs.push({ one, two: await throughput(2, databaseUrl, redisUrl) });
    }
    print(runs);
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
}

function print(runs: readonly { one: number; two: number }[]): void {
  const per = (pick: (run: { one: number; two: number }) => number) => spread(runs.map(pick));
  const rows = {
    'one worker at most, deliveries/s': String(BOUND),
    'one worker: deliveries/s': formatSpread(
      per((run) => run.one),
      0,
    ),
    'two workers: deliveries/s': formatSpread(
      per((run) => run.two),
      0,
    ),
    'ratio, two to one': formatSpread(
      per((run) => run.two / run.one),
      2,
    ),
  };
  process.stdout.write(`\nworkers: ${EVENTS} events to ${WEBHOOKS} webhooks whose receiver takes ${ANSWER_MS} ms, `);
  process.stdout.write(`median of ${RUNS} runs (min–max)\n`);
  for (const [name, value] of Object.entries(rows)) process.stdout.write(`  ${name.padEnd(36)} ${value}\n`);
  process.stdout.write(`${JSON.stringify({ scenario: 'workers', events: EVENTS, webhooks: WEBHOOKS, runs })}\n`);
}

/** @returns deliveries a second, without the beginning and the end of the backlog */
async function throughput(count: number, databaseUrl: string, redisUrl: string): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'smartats-bench-'));
  const env = {
    NODE_ENV: 'development',
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    PORT: '0',
    LANE_CONCURRENCY: String(LANES_AT_ONCE),
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
  };
  const receiver = BenchProcess.start('receiver', { ANSWER_MS: String(ANSWER_MS) });
  const api = BenchProcess.start('product', { ...env, ROLE: 'api' });
  const running = Array.from({ length: count }, () => BenchProcess.start('product', { ...env, ROLE: 'worker' }));
  try {
    const { port } = await receiver.ask<{ port: number }>({ command: 'listen' });
    await api.ask({ command: 'set up', port, webhooks: WEBHOOKS, maxInFlight: IN_FLIGHT_PER_LANE, warmUp: 10 });
    await receiver.ask({ command: 'reset' });
    await api.ask({ command: 'publish', events: EVENTS });
    const deliveries = EVENTS * WEBHOOKS;
    await receiver.ask({ command: 'until', requests: deliveries * 0.2 });
    const from = process.hrtime.bigint();
    await receiver.ask({ command: 'until', requests: deliveries * 0.8 });
    const seconds = Number(process.hrtime.bigint() - from) / 1e9;
    // The next run shares the database: nothing of this one must be left to it.
    await receiver.ask({ command: 'until', requests: deliveries });
    await delay(1_000);
    return (deliveries * 0.6) / seconds;
  } finally {
    await Promise.all([receiver, api, ...running].map((one) => one.stop()));
    rmSync(dataDir, { recursive: true, force: true });
  }
}
