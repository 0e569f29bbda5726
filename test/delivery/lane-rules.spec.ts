import { setTimeout as delay } from 'node:timers/promises';
import { FakeClock } from '../../src/common';
import type { EventPayloads } from '../../src/events';
import type { TestDatabase } from '../harness/databases';
import { ENGINES } from '../harness/engines';
import { type Organization, Product } from '../harness/product';
import { uploaded } from '../harness/payloads';
import { Receiver } from '../harness/receiver';
import { until } from '../harness/until';

const S = 1_000;
const DELAYS = [5, 60, 300, 900, 1800];

interface WebhookAnswer {
  enabled: boolean;
  failureCount: number;
  disabledReason: string | null;
  pendingCount: number;
}
interface DeliveryAnswer {
  id: number;
  eventId: string;
  status: string;
  attemptCount: number;
  held: boolean;
}

const numbers = (count: number, from = 1) => Array.from({ length: count }, (_, n) => uploaded(n + from));

jest.setTimeout(60_000);

describe.each(ENGINES)('the rules of a lane on $name', (engine) => {
  let database: TestDatabase;
  let product: Product;
  let receiver: Receiver;
  let clock: FakeClock;
  let organization: Organization;

  beforeEach(async () => {
    database = await engine.database.create();
    clock = new FakeClock();
    receiver = await Receiver.start();
    product = await Product.start({
      databaseUrl: database.url,
      clock,
      env: {
        WEBHOOK_RETRY_DELAYS: DELAYS.map((s) => `${s}s`).join(','),
        WEBHOOK_TIMEOUT: '30s',
        ACCESS_TOKEN_TTL: '30d',
      },
    });
    organization = await product.organization();
  });
  afterEach(async () => {
    await product.stop();
    await receiver.stop();
    await database.drop();
  });

  const webhookNow = (id: number) => product.data<WebhookAnswer>('GET', `/webhooks/${id}`, organization.token);
  const deliveries = async (id: number, query = '') =>
    (
      await product.data<{ items: DeliveryAnswer[] }>(
        'GET',
        `/webhooks/${id}/deliveries?limit=100${query}`,
        organization.token,
      )
    ).items;
  /** Advances the clock in small steps, so that all timers fire and all work in between is done. */
  const pass = async (seconds: number, stepSeconds = seconds / 10) => {
    for (let passed = 0; passed < seconds; passed += stepSeconds) {
      clock.advance(stepSeconds * S);
      await delay(15);
    }
  };
  /** Waits while the clock goes on. */
  const ticking = (condition: () => boolean | Promise<boolean>, stepMs: number) =>
    until(() => {
      clock.advance(stepMs);
      return condition();
    }, 30_000);
  const publish = (events: EventPayloads['resume.uploaded'][]) =>
    product.publish(organization.id, 'resume.uploaded', events);
  const closedUntil = async (id: number) => {
    const [row] = await product.query<{ closed_until: number | null }>(
      'SELECT closed_until FROM lanes WHERE webhook_id = ?',
      [id],
    );
    return Number(row.closed_until ?? 0);
  };

  it('asks a receiver that answers 500 at the delays, and disables it at the fifth failure with everything held', async () => {
    receiver.answer(500);
    const { id } = await product.webhook(organization, { url: receiver.url() });
    await publish([uploaded(1)]);
    await receiver.until(() => receiver.received.length === 1);
    for (const [index, seconds] of DELAYS.slice(0, 4).entries()) {
      await until(async () => (await closedUntil(id)) > clock.now());
      expect((await webhookNow(id)).failureCount).toBe(index + 1);
      const wait = (await closedUntil(id)) - clock.now();
      expect(wait).toBeGreaterThanOrEqual(seconds * S * 0.8 - 1);
      expect(wait).toBeLessThanOrEqual(seconds * S * 1.2);
      clock.advance(wait - 1);
      await delay(100);
      expect(receiver.received).toHaveLength(index + 1);
      await ticking(() => receiver.received.length === index + 2, 50);
    }
    await until(async () => !(await webhookNow(id)).enabled);
    expect(await webhookNow(id)).toMatchObject({
      failureCount: 5,
      disabledReason: '5 consecutive failures; the last one: The receiver answered HTTP 500.',
      pendingCount: 1,
    });
    await publish([uploaded(2)]);
    await until(async () => (await webhookNow(id)).pendingCount === 2);
    await pass(24 * 3600, 8 * 3600);
    expect(receiver.received).toHaveLength(5);
    expect((await deliveries(id)).every((delivery) => delivery.held)).toBe(true);
  });

  it('delivers what was held when enabled, oldest first, and nothing again that had succeeded', async () => {
    const { id } = await product.webhook(organization, { url: receiver.url(), maxInFlight: 1 });
    const before = await publish(numbers(3));
    await receiver.until(() => receiver.received.length === 3);
    await until(async () => (await webhookNow(id)).pendingCount === 0);
    await product.data('POST', `/webhooks/${id}/disable`, organization.token);
    const held: string[] = [];
    for (let n = 4; n <= 33; n++) held.push(...(await publish([uploaded(n)])));
    await until(async () => (await webhookNow(id)).pendingCount === 30);
    expect(receiver.received).toHaveLength(3);
    await product.data('POST', `/webhooks/${id}/enable`, organization.token);
    await receiver.until(() => receiver.received.length === 33);
    expect(receiver.received.map((request) => request.json.eventId)).toEqual([...before, ...held]);
    await until(async () => (await webhookNow(id)).pendingCount === 0);
    await pass(3600);
    expect(receiver.received).toHaveLength(33);
  });

  it('burns no attempts but the trials on 1 000 deliveries to a dead receiver', async () => {
    receiver.answer(503);
    const { id } = await product.webhook(organization, { url: receiver.url(), maxInFlight: 4 });
    await publish(numbers(1_000));
    await until(async () => (await webhookNow(id)).failureCount === 1);
    await until(async () => (await deliveries(id, '&status=pending')).some((delivery) => delivery.held));
    // The first, those in flight with it, and the trial.
    const first = receiver.received.length;
    expect(first).toBeLessThanOrEqual(4 + 1);
    for (let failures = 2; failures <= 5; failures++) {
      await ticking(async () => (await webhookNow(id)).failureCount === failures, DELAYS[failures - 2] * 20);
    }
    expect(receiver.received).toHaveLength(first + 4);
    const webhook = await webhookNow(id);
    expect(webhook).toMatchObject({ enabled: false, pendingCount: 1_000 });
    const [{ attempted }] = await product.query<{ attempted: number }>(
      'SELECT SUM(attempt_count) AS attempted FROM deliveries WHERE webhook_id = ?',
      [id],
    );
    expect(Number(attempted)).toBe(receiver.received.length);
  });

  it('is hardly slowed by one failure in a hundred', async () => {
    let requests = 0;
    receiver.answer((_, response) => {
      response.writeHead(++requests % 100 === 0 ? 500 : 200).end();
    });
    const { id } = await product.webhook(organization, { url: receiver.url() });
    await publish(numbers(1_000));
    await receiver.until(() => new Set(receiver.received.map((request) => request.json.eventId)).size === 1_000);
    // No clock was advanced: the lane never closed while there was anything else to deliver.
    await until(async () => (await webhookNow(id)).pendingCount <= 10);
    expect(await webhookNow(id)).toMatchObject({ enabled: true });
    await ticking(async () => (await webhookNow(id)).pendingCount === 0, S);
  });

  it('ends a poisoned event as failed while the others flow', async () => {
    receiver.answer((request, response) => {
      response.writeHead((request.json.data as { resumeId: number }).resumeId === 13 ? 500 : 200).end();
    });
    const { id } = await product.webhook(organization, { url: receiver.url() });
    await publish([uploaded(13)]);
    let healthy = 0;
    for (let round = 1; (await deliveries(id, '&status=failed')).length === 0; round++) {
      if (round <= 5) {
        await publish(numbers(5, round * 100));
        healthy += 5;
      }
      clock.advance(60 * S);
      await delay(50);
    }
    const [poisoned] = await deliveries(id, '&status=failed');
    expect(poisoned).toMatchObject({ attemptCount: DELAYS.length + 1, held: false });
    await ticking(async () => (await deliveries(id, '&status=succeeded')).length === healthy, S);
    expect(await webhookNow(id)).toMatchObject({ enabled: true, pendingCount: 0 });
  });

  it('lets a dead webhook delay no healthy one', async () => {
    const silent = await Receiver.start(() => undefined);
    try {
      for (let n = 0; n < 5; n++) await product.webhook(organization, { url: silent.url(`/${n}`) });
      const { id } = await product.webhook(organization, { url: receiver.url() });
      await publish(numbers(200));
      await receiver.until(() => receiver.received.length === 200, 30_000);
      await until(async () => (await webhookNow(id)).pendingCount === 0);
      // Not one of the requests to the dead has come to an end yet.
      const [{ attempts }] = await product.query<{ attempts: number }>('SELECT COUNT(*) AS attempts FROM attempts');
      expect(Number(attempts)).toBe(200);
      expect(silent.received.length).toBeGreaterThan(0);
    } finally {
      await silent.stop();
    }
  });

  it('retries one delivery at once, whatever its state and its lane', async () => {
    const { id } = await product.webhook(organization, { url: receiver.url() });
    await publish([uploaded(1)]);
    await until(async () => (await deliveries(id, '&status=succeeded')).length === 1);
    const [delivered] = await deliveries(id);
    await product.data('POST', `/deliveries/${delivered.id}/retry`, organization.token);
    await receiver.until(() => receiver.received.length === 2);
    expect(receiver.received[1].json.eventId).toBe(delivered.eventId);
    expect(receiver.received[1].headers['x-webhook-attempt']).toBe('2');

    await product.data('POST', `/webhooks/${id}/disable`, organization.token);
    await publish([uploaded(2), uploaded(3)]);
    await until(async () => (await webhookNow(id)).pendingCount === 2);
    const [newest] = await deliveries(id);
    await product.data('POST', `/deliveries/${newest.id}/retry`, organization.token);
    await receiver.until(() => receiver.received.length === 3);
    await until(async () => (await webhookNow(id)).pendingCount === 1);
    expect(receiver.received[2].json.eventId).toBe(newest.eventId);
    expect(await webhookNow(id)).toMatchObject({ enabled: false });
  });

  it('keeps the order of an ordered lane through a failure', async () => {
    let requests = 0;
    receiver.answer((_, response) => {
      response.writeHead(++requests === 3 ? 500 : 200).end();
    });
    const { id } = await product.webhook(organization, { url: receiver.url(), ordered: true });
    const ids = await publish(numbers(10));
    await receiver.until(() => receiver.received.length === 3);
    await until(async () => (await webhookNow(id)).failureCount === 1);
    await ticking(() => receiver.received.length === 11, S);
    expect(receiver.received.map((request) => request.json.eventId)).toEqual([...ids.slice(0, 3), ...ids.slice(2)]);
  });

  it('cancels what is held when enabled with discardHeld', async () => {
    const { id } = await product.webhook(organization, { url: receiver.url() });
    await product.data('POST', `/webhooks/${id}/disable`, organization.token);
    await publish(numbers(5));
    await until(async () => (await webhookNow(id)).pendingCount === 5);
    await product.data('POST', `/webhooks/${id}/enable`, organization.token, { discardHeld: true });
    expect((await deliveries(id)).map((delivery) => delivery.status)).toEqual(Array(5).fill('cancelled'));
    await publish([uploaded(6)]);
    await receiver.until(() => receiver.received.length === 1);
    expect((receiver.received[0].json.data as { resumeId: number }).resumeId).toBe(6);
  });
});
