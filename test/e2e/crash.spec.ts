import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Received, Receiver } from '../harness/receiver';
import { BuiltProgram, ensureBuilt } from './built-program';

jest.setTimeout(600_000);

const EVENTS = 1_000;
const WEBHOOKS = 5;
const KILLS = 10;
/** Of every eleventh change the unit of work fails after it has published. */
const UNDO_EVERY = 11;
const LAST = EVENTS + EVENTS / (UNDO_EVERY - 1);
/** A kill comes at a random change, and up to so many ms after it. */
const MAX_KILL_DELAY_MS = 200;

interface User {
  id: number;
  username: string;
  role: string;
  organizationId: number;
}
type Message =
  { listening: string } | { done: number; committed: boolean } | { candidates: number[] } | { drained: true };

/** mulberry32: the same seed, the same kills. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The product in its own process, and what it says. */
class CrashingProduct {
  private readonly messages: Message[] = [];
  private readonly waiting = new Set<() => void>();
  lastDone = 0;

  private constructor(readonly program: BuiltProgram) {
    program.process.on('message', (message: Message) => {
      if ('done' in message) this.lastDone = message.done;
      else this.messages.push(message);
      for (const check of this.waiting) check();
    });
    void program.exited.then(() => this.waiting.forEach((check) => check()));
  }

  static async start(dataDir: string): Promise<{ product: CrashingProduct; url: string }> {
    const program = BuiltProgram.fork('crashing-product.cjs', dataDir, {
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'error',
      WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
      // The receiver never fails; a busy test machine must not be taken for one that does.
      WEBHOOK_TIMEOUT: '20s',
      WEBHOOK_RETRY_DELAYS: '1s,1s,1s,1s,1s,1s,1s,1s,1s',
      WEBHOOK_DISABLE_AFTER: '1000',
    });
    const product = new CrashingProduct(program);
    const { listening } = await product.answer('listening');
    return { product, url: listening };
  }

  send(command: string, options: object = {}): void {
    this.program.process.send({ command, ...options });
  }

  /** The next message with this key. @throws Error where the process ends first */
  async answer<K extends string>(key: K): Promise<Extract<Message, Record<K, unknown>>> {
    let found: Message | undefined;
    await this.until(() => (found = this.messages.find((message) => key in message)) !== undefined);
    this.messages.splice(this.messages.indexOf(found as Message), 1);
    return found as Extract<Message, Record<K, unknown>>;
  }

  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const { exitCode, signalCode } = this.program.process;
        if (!condition() && exitCode === null && signalCode === null) return;
        this.waiting.delete(check);
        if (condition()) resolve();
        else reject(new Error(`the product ended: ${this.program.stderr}`));
      };
      this.waiting.add(check);
      check();
    });
  }

  async kill(): Promise<void> {
    this.program.process.kill('SIGKILL');
    expect(await this.program.exited).toEqual({ code: null, signal: 'SIGKILL' });
  }
}

describe('a process that is killed', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'smartats-crash-'));
  const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000);
  const random = randomOf(seed);
  let receiver: Receiver;
  let current: CrashingProduct | undefined;

  beforeAll(async () => {
    ensureBuilt();
    // Answers after a while, so that a kill always finds requests on their way.
    receiver = await Receiver.start((_, response) => {
      setTimeout(() => response.writeHead(200).end(), Math.random() * 20);
    });
  });
  afterAll(async () => {
    current?.program.process.kill('SIGKILL');
    await receiver.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function setUp(url: string): Promise<User> {
    const call = async <T>(path: string, body: object, token?: string): Promise<T> => {
      const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
      const response = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      const answer = (await response.json()) as { message: string; data: T };
      if (response.status !== 200) throw new Error(answer.message);
      return answer.data;
    };
    const { accessToken, user } = await call<{ accessToken: string; user: User }>('/auth/register', {
      username: 'admin',
      email: 'admin@example.com',
      password: 'correct horse battery',
      organizationName: 'Crash',
    });
    for (let n = 1; n <= WEBHOOKS; n++) {
      await call('/webhooks', { url: receiver.url(`/${n}`), events: ['candidate.created'] }, accessToken);
    }
    return user;
  }

  const numberOf = ({ json }: Received) => Number((json.data as { name: string }).name.split(' ')[1]);

  it(`loses no committed event and invents none, at ${KILLS} random moments of ${EVENTS} events to ${WEBHOOKS} webhooks`, async () => {
    process.stderr.write(`TEST_SEED=${seed}\n`);
    const killAt = Array.from({ length: KILLS }, () => 1 + Math.floor(random() * LAST)).sort((a, b) => a - b);
    let user: User | undefined;
    let next = 1;
    const acknowledged = new Set<number>();

    for (let life = 0; life <= KILLS; life++) {
      const { product, url } = await CrashingProduct.start(dataDir);
      current = product;
      product.program.process.on('message', (message: Message) => {
        if ('done' in message && message.committed) acknowledged.add(message.done);
      });
      user ??= await setUp(url);
      product.send('list');
      const { candidates } = await product.answer('candidates');
      // What was committed in the moment of the kill may never have been acknowledged.
      next = Math.max(next, 1 + Math.max(0, ...candidates));
      product.lastDone = next - 1;
      if (next <= LAST) product.send('create', { from: next, to: LAST, undoEvery: UNDO_EVERY, user });
      if (life === KILLS) break;
      await product.until(() => product.lastDone >= Math.min(killAt[life], LAST));
      await delay(random() * MAX_KILL_DELAY_MS);
      await product.kill();
      next = Math.max(next, product.lastDone + 1);
    }

    const product = current as CrashingProduct;
    await product.until(() => product.lastDone >= LAST);
    product.send('drain');
    await product.answer('drained');
    product.send('list');
    const { candidates } = await product.answer('candidates');
    const expected = Array.from({ length: LAST }, (_, index) => index + 1).filter((n) => n % UNDO_EVERY !== 0);
    expect(candidates).toEqual(expected);
    expect([...acknowledged].filter((n) => !candidates.includes(n))).toEqual([]);

    let requests = 0;
    for (let n = 1; n <= WEBHOOKS; n++) {
      const received = receiver.at(`/${n}`);
      requests += received.length;
      expect([...new Set(received.map(numberOf))].sort((a, b) => a - b)).toEqual(expected);
      // A repetition is the same event: same id, same bytes.
      const bodies = new Map<number, string>();
      for (const request of received) {
        expect(request.body).toBe(bodies.get(numberOf(request)) ?? request.body);
        bodies.set(numberOf(request), request.body);
      }
      expect(new Set(received.map(({ json }) => json.eventId)).size).toBe(EVENTS);
    }
    process.stderr.write(
      `${requests} requests for ${EVENTS * WEBHOOKS} deliveries: ${requests - EVENTS * WEBHOOKS} duplicates; ` +
        `killed at changes ${killAt.join(', ')}\n`,
    );

    product.program.process.kill('SIGTERM');
    expect(await product.program.exited).toEqual({ code: 0, signal: null });
  });
});
