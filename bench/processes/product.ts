import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { createApp } from '../../src/app.factory';
import { loadConfig } from '../../src/config';
import { UnitOfWork } from '../../src/database';
import { FanOut } from '../../src/delivery';
import { DomainEvents } from '../../src/events';
import { examplePayload } from './example-payload';
import { cpuMicros, serve } from './messages';
import { StatementCounter } from './statement-counter';

/** Events of one business change. */
const EVENTS_PER_UNIT = 100;

interface Setup {
  port: number;
  webhooks: number;
  /** Requests that a webhook may have under way; undefined: as many as by default. */
  maxInFlight?: number;
  /** Events that are delivered before anything is measured. */
  warmUp?: number;
}

/** The product as it is delivered; nothing is switched off. Publication and delivery are measured apart. */
async function start() {
  const app = await createApp(loadConfig({ LOG_LEVEL: 'error', ...process.env }));
  await app.listen(0, '127.0.0.1');
  const url = `${await app.getUrl()}/api/v1`;
  const uow = app.get(UnitOfWork);
  const events = app.get(DomainEvents);
  const fanOut = app.get(FanOut);
  const statements = new StatementCounter(app.get(DataSource));
  let organizationId = 0;

  const call = async <T>(path: string, body: unknown, token?: string): Promise<T> => {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = (await response.json()) as { code: number; message: string; data: T };
    if (answer.code !== 200) throw new Error(`${path}: ${answer.message}`);
    return answer.data;
  };

  const setUp = async ({ port, webhooks, maxInFlight }: Setup) => {
    const account = await call<{ accessToken: string; user: { organizationId: number } }>('/auth/register', {
      username: `bench${Date.now()}`,
      email: `bench${Date.now()}@example.com`,
      password: 'correct horse battery',
      organizationName: 'bench',
    });
    ({ organizationId } = account.user);
    for (let n = 0; n < webhooks; n++) {
      const webhook = { url: `http://127.0.0.1:${port}/hook`, events: ['*'], maxInFlight };
      await call('/webhooks', webhook, account.accessToken);
    }
  };

  const publish = async (count: number) => {
    for (let from = 0; from < count; from += EVENTS_PER_UNIT) {
      await uow.run(async () => {
        for (let n = from; n < Math.min(from + EVENTS_PER_UNIT, count); n++) {
          await events.publish(organizationId, 'resume.uploaded', examplePayload(n));
        }
      });
    }
  };

  const pending = () =>
    uow.read(async (manager) => {
      const [row] = await manager.query<{ waiting: number; pending: number }[]>(
        `SELECT (SELECT COUNT(*) FROM outbox) AS waiting,
                (SELECT COUNT(*) FROM deliveries WHERE next_attempt_at IS NOT NULL) AS pending`,
      );
      return Number(row.waiting) + Number(row.pending);
    });

  const finished = async () => {
    while ((await pending()) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  };

  return { fanOut, statements, setUp, publish, finished };
}

/** CPU, time and statements since it was made. */
class Measurement {
  private readonly cpu = cpuMicros();
  private readonly from = process.hrtime.bigint();
  private readonly statements: number;

  constructor(private readonly counter: StatementCounter) {
    this.statements = counter.count;
  }

  read() {
    return {
      cpuMicros: cpuMicros() - this.cpu,
      wallMs: Number(process.hrtime.bigint() - this.from) / 1e6,
      statements: this.counter.count - this.statements,
    };
  }
}

const product = start();
let delivery: Measurement;

serve(async (message) => {
  const { fanOut, statements, setUp, publish, finished } = await product;
  switch (message.command) {
    case 'set up': {
      const setup = message as unknown as Setup;
      await setUp(setup);
      await publish(setup.warmUp ?? 500);
      await finished();
      return {};
    }
    case 'publish': {
      await fanOut.stop();
      const publication = new Measurement(statements);
      await publish(Number(message.events));
      return publication.read();
    }
    case 'deliver': {
      delivery = new Measurement(statements);
      fanOut.start();
      return {};
    }
    default: {
      await finished();
      return delivery.read();
    }
  }
});
