import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchProcess } from '../processes/messages';
import { formatSpread, spread } from '../statistics';

const EVENTS = 10_000;
const WEBHOOKS = 10;
const RUNS = 3;
/** What the product has under way at most: 16 a webhook. */
const CONCURRENCY = WEBHOOKS * 16;

interface Cost {
  cpuMicros: number;
  wallMs: number;
}
interface ProductCost extends Cost {
  statements: number;
}

export interface EmbeddedRun {
  raw: Cost;
  publication: ProductCost;
  delivery: ProductCost;
}

/** 10 000 events to 10 webhooks: one process, SQLite, in-process scheduler. */
export async function embedded(): Promise<void> {
  const deliveries = EVENTS * WEBHOOKS;
  const runs: EmbeddedRun[] = [];
  for (let n = 0; n < RUNS; n++) runs.push(await runOnce(deliveries));

  const per = (pick: (run: EmbeddedRun) => number) => spread(runs.map(pick));
  const rows = {
    'raw loop: CPU per request, µs': formatSpread(
      per((r) => r.raw.cpuMicros / deliveries),
      1,
    ),
    'product: CPU per delivery, µs': formatSpread(
      per((r) => r.delivery.cpuMicros / deliveries),
      1,
    ),
    'ratio of CPU, product to raw': formatSpread(
      per((r) => r.delivery.cpuMicros / r.raw.cpuMicros),
      2,
    ),
    'raw loop: requests/s': formatSpread(
      per((r) => deliveries / (r.raw.wallMs / 1000)),
      0,
    ),
    'product: deliveries/s': formatSpread(
      per((r) => deliveries / (r.delivery.wallMs / 1000)),
      0,
    ),
    'statements per delivery': formatSpread(
      per((r) => r.delivery.statements / deliveries),
      4,
    ),
    'publication: CPU per event, µs': formatSpread(
      per((r) => r.publication.cpuMicros / EVENTS),
      1,
    ),
    'publication: statements per event': formatSpread(
      per((r) => r.publication.statements / EVENTS),
      2,
    ),
  };
  process.stdout.write(`\nembedded: ${EVENTS} events to ${WEBHOOKS} webhooks, median of ${RUNS} runs (min–max)\n`);
  for (const [name, value] of Object.entries(rows)) process.stdout.write(`  ${name.padEnd(36)} ${value}\n`);
  process.stdout.write(`${JSON.stringify({ scenario: 'embedded', events: EVENTS, webhooks: WEBHOOKS, runs })}\n`);
}

async function runOnce(deliveries: number): Promise<EmbeddedRun> {
  const dataDir = mkdtempSync(join(tmpdir(), 'smartats-bench-'));
  const receiver = BenchProcess.start('receiver');
  const sender = BenchProcess.start('raw-sender');
  const product = BenchProcess.start('product', {
    NODE_ENV: 'development',
    DATA_DIR: dataDir,
    DATABASE_URL: `sqlite:${join(dataDir, 'bench.db')}`,
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
  });
  try {
    const { port } = await receiver.ask<{ port: number }>({ command: 'listen' });
    const raw = await sender.ask<Cost & Record<string, unknown>>({
      port,
      requests: deliveries,
      concurrency: CONCURRENCY,
    });
    await sender.stop();
    await product.ask({ command: 'set up', port, webhooks: WEBHOOKS });
    await receiver.ask({ command: 'reset' });
    const publication = await product.ask<ProductCost & Record<string, unknown>>({
      command: 'publish',
      events: EVENTS,
    });
    await product.ask({ command: 'deliver' });
    await receiver.ask({ command: 'until', requests: deliveries });
    const delivery = await product.ask<ProductCost & Record<string, unknown>>({ command: 'finish' });
    return { raw, publication, delivery };
  } finally {
    await Promise.all([receiver.stop(), sender.stop(), product.stop()]);
    rmSync(dataDir, { recursive: true, force: true });
  }
}
