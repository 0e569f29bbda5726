import { setTimeout as delay } from 'node:timers/promises';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Organization, Product } from '../harness/product';
import { Receiver } from '../harness/receiver';

/** A busy machine takes its time to start a product and a database. */
jest.setTimeout(30_000);

const PAYLOAD = { errorId: 'e', source: 's', message: '出错了' };

describe.each(DATABASE_KINDS)('what management does to delivery on $name', (kind) => {
  let database: TestDatabase;
  let product: Product;
  let receiver: Receiver;
  let organization: Organization;

  beforeAll(async () => {
    database = await kind.create();
    receiver = await Receiver.start();
    product = await Product.start({ databaseUrl: database.url });
  });
  afterAll(async () => {
    await product.stop();
    await receiver.stop();
    await database.drop();
  });
  beforeEach(async () => {
    organization = await product.organization();
  });

  const publish = () => product.publish(organization.id, 'system.error', [PAYLOAD]);
  const post = (path: string, body?: unknown) => product.data('POST', path, organization.token, body);
  const pendingOf = async (id: number) =>
    (await product.data<{ pendingCount: number }>('GET', `/webhooks/${id}`, organization.token)).pendingCount;

  async function until(condition: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; !(await condition()); tries++) {
      if (tries > 400) throw new Error('it never came true');
      await delay(20);
    }
  }

  it('sends to the new URL with the new secret and headers from the next attempt on', async () => {
    const { id } = await product.webhook(organization, { url: receiver.url('/old'), headers: { 'X-Key': 'old' } });
    await publish();
    await receiver.until(() => receiver.at('/old').length === 1);
    const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    const changes = { url: receiver.url('/new'), secret, headers: { 'X-Key': 'new' } };
    await product.data('PATCH', `/webhooks/${id}`, organization.token, changes);
    await publish();
    await receiver.until(() => receiver.at('/new').length === 1);
    expect(receiver.at('/old')).toHaveLength(1);
    const [{ body, headers, json }] = receiver.at('/new');
    expect(headers['x-key']).toBe('new');
    expect(new StandardWebhook(secret).verify(body, headers as Record<string, string>)).toEqual(json);
  });

  it('sends the rest of a backlog to the new URL while the lane is being drained', async () => {
    const { id } = await product.webhook(organization, { url: receiver.url('/slow'), maxInFlight: 1 });
    let release: () => void = () => undefined;
    receiver.answer((_, response) => void (release = () => response.writeHead(200).end()), '/slow');
    await product.publish(organization.id, 'system.error', Array(5).fill(PAYLOAD) as (typeof PAYLOAD)[]);
    await receiver.until(() => receiver.at('/slow').length === 1);
    await product.data('PATCH', `/webhooks/${id}`, organization.token, { url: receiver.url('/moved') });
    release();
    await receiver.until(() => receiver.at('/moved').length === 4);
    expect(receiver.at('/slow')).toHaveLength(1);
  });

  it('holds what happens while disabled, delivers it on enabling, or cancels it instead', async () => {
    const { id } = await product.webhook(organization, { url: receiver.url('/held') });
    await post(`/webhooks/${id}/disable`);
    const [first] = await publish();
    await until(async () => (await pendingOf(id)) === 1);
    expect(receiver.at('/held')).toHaveLength(0);
    await post(`/webhooks/${id}/enable`);
    await receiver.until(() => receiver.at('/held').length === 1);
    expect(receiver.at('/held')[0].json.eventId).toBe(first);

    await post(`/webhooks/${id}/disable`);
    await publish();
    await until(async () => (await pendingOf(id)) === 1);
    await post(`/webhooks/${id}/enable`, { discardHeld: true });
    expect(await pendingOf(id)).toBe(0);
    const [third] = await publish();
    await receiver.until(() => receiver.at('/held').some((request) => request.json.eventId === third));
    expect(receiver.at('/held')).toHaveLength(2);
  });

  it('cancels what is pending on deletion and sends nothing more', async () => {
    const { id } = await product.webhook(organization, { url: receiver.url('/deleted') });
    await post(`/webhooks/${id}/disable`);
    await publish();
    await until(async () => (await pendingOf(id)) === 1);
    await product.data('DELETE', `/webhooks/${id}`, organization.token);
    const statuses = () =>
      product.query<{ status: string }>('SELECT status FROM deliveries WHERE webhook_id = ?', [id]);
    await until(async () => (await statuses()).every(({ status }) => status === 'cancelled'));
    await publish();
    await delay(300);
    expect(await statuses()).toHaveLength(1);
    expect(receiver.at('/deleted')).toHaveLength(0);
  });
});
