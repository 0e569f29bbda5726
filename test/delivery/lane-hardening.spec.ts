import { FakeClock } from '../../src/common';
import type { TestDatabase } from '../harness/databases';
import { ENGINES } from '../harness/engines';
import { uploaded } from '../harness/payloads';
import { type Organization, Product } from '../harness/product';
import { type Received, Receiver } from '../harness/receiver';
import { until } from '../harness/until';

const numberOf = (request: Received) => (request.json.data as { resumeId: number }).resumeId;

/** What went wrong once, or nearly. */
describe.each(ENGINES)('a lane in odd moments on $name', (engine) => {
  let database: TestDatabase;
  let product: Product;
  let receiver: Receiver;
  let organization: Organization;
  let clock: FakeClock;

  const start = async (env: Record<string, string> = {}, fake = true) => {
    database = await engine.database.create();
    receiver = await Receiver.start();
    clock = new FakeClock();
    product = await Product.start({
      databaseUrl: database.url,
      clock: fake ? clock : undefined,
      env: { ...(await engine.env()), WEBHOOK_RETRY_DELAYS: '60s,60s,60s', ACCESS_TOKEN_TTL: '30d', ...env },
    });
    organization = await product.organization();
  };
  afterEach(async () => {
    await product.stop();
    await receiver.stop();
    await database.drop();
  });

  const publish = (...numbers: number[]) => product.publish(organization.id, 'resume.uploaded', numbers.map(uploaded));
  const pending = async (id: number) =>
    (await product.data<{ pendingCount: number }>('GET', `/webhooks/${id}`, organization.token)).pendingCount;
  const deliveries = async (id: number) =>
    (
      await product.data<{ items: { id: number; attemptCount: number; status: string }[] }>(
        'GET',
        `/webhooks/${id}/deliveries`,
        organization.token,
      )
    ).items.reverse();
  const numbers = () => receiver.received.map(numberOf);

  it('keeps to a rate limit over many short drains', async () => {
    await start({}, false);
    await product.webhook(organization, { url: receiver.url(), rateLimit: 2 });
    const from = Date.now();
    for (let n = 1; n <= 6; n++) await publish(n);
    await receiver.until(() => receiver.received.length === 6);
    expect(Date.now() - from).toBeGreaterThanOrEqual(2_000);
    for (const { at } of receiver.received) {
      const within = receiver.received.filter((other) => other.at >= at && other.at < at + 600);
      expect(within.length).toBeLessThanOrEqual(2);
    }
  });

  it('delivers what was held oldest first, also what had been tried before', async () => {
    await start();
    receiver.answer(500);
    const { id } = await product.webhook(organization, { url: receiver.url(), maxInFlight: 1 });
    await publish(1);
    await until(async () => (await deliveries(id))[0]?.attemptCount === 1);
    await product.data('POST', `/webhooks/${id}/disable`, organization.token);
    clock.advance(120_000);
    await publish(2, 3);
    await until(async () => (await pending(id)) === 3);
    receiver.answer(200);
    await product.data('POST', `/webhooks/${id}/enable`, organization.token);
    await receiver.until(() => receiver.received.length === 4);
    expect(numbers()).toEqual([1, 1, 2, 3]);
  });

  it('keeps strict order through a retry by hand that fails', async () => {
    await start();
    receiver.answer(500);
    const { id } = await product.webhook(organization, { url: receiver.url(), ordered: true });
    await publish(1, 2, 3);
    await until(async () => (await deliveries(id))[0]?.attemptCount === 1);
    const [first] = await deliveries(id);
    await product.data('POST', `/deliveries/${first.id}/retry`, organization.token);
    await until(async () => (await deliveries(id))[0]?.attemptCount === 2);
    receiver.answer(200);
    await until(() => {
      clock.advance(1_000);
      return receiver.received.length >= 5;
    }, 30_000);
    await receiver.until(() => receiver.received.length === 5);
    expect(numbers()).toEqual([1, 1, 1, 2, 3]);
  });

  it('keeps strict order when it is disabled and enabled while a request is under way', async () => {
    await start({}, false);
    let answerFirst: (() => void) | null = null;
    receiver.answer((_, response) => {
      if (answerFirst) response.writeHead(200).end();
      else answerFirst = () => response.writeHead(500).end();
    });
    const { id } = await product.webhook(organization, { url: receiver.url(), ordered: true });
    await publish(1, 2, 3);
    await receiver.until(() => receiver.received.length === 1);
    await product.data('POST', `/webhooks/${id}/disable`, organization.token);
    await product.data('POST', `/webhooks/${id}/enable`, organization.token);
    answerFirst!();
    await receiver.until(() => receiver.received.length === 4);
    expect(numbers()).toEqual([1, 1, 2, 3]);
  });

  it('makes the attempt that a person asks for while another one is under way', async () => {
    await start();
    let answerFirst: (() => void) | null = null;
    receiver.answer((_, response) => {
      if (answerFirst) response.writeHead(200).end();
      else answerFirst = () => response.writeHead(500).end();
    });
    const { id } = await product.webhook(organization, { url: receiver.url() });
    await publish(1);
    await receiver.until(() => receiver.received.length === 1);
    const [delivery] = await deliveries(id);
    await product.data('POST', `/deliveries/${delivery.id}/retry`, organization.token);
    answerFirst!();
    await receiver.until(() => receiver.received.length === 2);
    await until(async () => (await deliveries(id))[0].status === 'succeeded');
  });

  it('sends to a new URL that another process has written', async () => {
    await start({}, false);
    receiver.answer((_, response) => void setTimeout(() => response.writeHead(200).end(), 150));
    const { id } = await product.webhook(organization, { url: receiver.url('/old') });
    const other = receiver.url('/new');
    let n = 0;
    const stream = setInterval(() => void publish(++n), 50);
    try {
      await receiver.until(() => receiver.at('/old').length > 5);
      await product.write('UPDATE webhooks SET url = ? WHERE id = ?', [other, id]);
      await receiver.until(() => receiver.at('/new').length > 0, 30_000);
    } finally {
      clearInterval(stream);
    }
  });

  it('wakes a lane that is due behind a thousand busy ones', async () => {
    await start();
    const { id } = await product.webhook(organization, { url: receiver.url() });
    await product.data('POST', `/webhooks/${id}/disable`, organization.token);
    await publish(1);
    await until(async () => (await pending(id)) === 1);
    const busy = Array.from({ length: 1_100 }, (_, n) => `(${1_000_000 + n}, 1, 'open', 0, 0, 1)`).join(', ');
    await product.write(
      `INSERT INTO lanes (webhook_id, organization_id, state, failure_count, epoch, due_at) VALUES ${busy}`,
      [],
    );
    await product.write("UPDATE lanes SET state = 'open', due_at = 2 WHERE webhook_id = ?", [id]);
    await until(() => {
      clock.advance(1_000);
      return receiver.received.length > 0;
    }, 30_000);
    expect(receiver.received).toHaveLength(1);
  });
});
