import { FakeClock } from '../../src/common';
import { UnitOfWork } from '../../src/database';
import { WebhookDirectory } from '../../src/webhooks';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Organization, Product } from '../harness/product';

/** A busy machine takes its time to start a product and a database. */
jest.setTimeout(30_000);

describe.each(DATABASE_KINDS)('WebhookDirectory on $name', (kind) => {
  const clock = new FakeClock();
  let database: TestDatabase;
  let product: Product;
  let directory: WebhookDirectory;
  let organization: Organization;

  beforeAll(async () => {
    database = await kind.create();
    product = await Product.start({ databaseUrl: database.url, clock, env: { ACCESS_TOKEN_TTL: '300d' } });
    directory = product.app.get(WebhookDirectory, { strict: false });
  });
  afterAll(async () => {
    await product.stop();
    await database.drop();
  });
  beforeEach(async () => {
    organization = await product.organization();
  });

  const create = async (events: string[], of = organization, options: object = {}): Promise<number> =>
    (await product.webhook(of, { url: 'https://example.com/hook', events, ...options })).id;
  const event = (type: string, occurredAt = clock.now(), organizationId = organization.id) => ({
    organizationId,
    type,
    occurredAt,
  });
  const subscribers = async (type: string, occurredAt?: number) =>
    (await directory.subscribersOf([event(type, occurredAt)]))[0];

  it('finds exact types and wildcards, each webhook once, ascending', async () => {
    const all = await create(['*', 'resume.*', 'resume.uploaded']);
    const exact = await create(['resume.uploaded']);
    const source = await create(['resume.*']);
    await create(['interview.*', 'resume.parse_failed']);
    expect(await subscribers('resume.uploaded')).toEqual([all, exact, source]);
    expect(await subscribers('system.error')).toEqual([all]);
  });

  it('answers many events of many organizations in one statement', async () => {
    const other = await product.organization();
    const mine = await create(['resume.*']);
    const theirs = await create(['*'], other);
    const events = [
      event('resume.uploaded'),
      event('resume.uploaded', clock.now(), other.id),
      event('system.error'),
      event('resume.parse_failed', clock.now(), 999_999),
    ];
    expect(await directory.subscribersOf(events)).toEqual([[mine], [theirs], [], []]);
    expect(await directory.subscribersOf([])).toEqual([]);
  });

  it('follows the subscription at the time of the event, through changes of the list', async () => {
    const id = await create(['resume.uploaded', 'system.*']);
    const created = clock.now();
    clock.advance(60_000);
    const changed = clock.now();
    await product.data('PATCH', `/webhooks/${id}`, organization.token, { events: ['resume.uploaded', 'interview.*'] });
    clock.advance(60_000);
    const now = clock.now();

    expect(await subscribers('system.error', created - 5_000)).toEqual([]);
    expect(await subscribers('system.error', created)).toEqual([id]);
    expect(await subscribers('system.error', changed - 1)).toEqual([id]);
    expect(await subscribers('system.error', changed)).toEqual([]);
    expect(await subscribers('interview.cancelled', created)).toEqual([]);
    expect(await subscribers('interview.cancelled', changed)).toEqual([id]);
    // What both lists have was never interrupted.
    for (const time of [created, changed - 1, changed, now]) {
      expect(await subscribers('resume.uploaded', time)).toEqual([id]);
    }
  });

  it('goes on finding a disabled webhook, whose deliveries are held, and no deleted one', async () => {
    const disabled = await create(['*']);
    const deleted = await create(['*']);
    const happened = clock.now();
    await product.data('POST', `/webhooks/${disabled}/disable`, organization.token);
    await product.data('DELETE', `/webhooks/${deleted}`, organization.token);
    expect(await subscribers('system.error', happened)).toEqual([disabled]);
    expect(await directory.targetsOf([deleted])).toEqual(new Map());
  });

  it('hands out settings with secret and headers in clear', async () => {
    const { id, secret } = await product.webhook(organization, {
      url: 'https://example.com/hook',
      headers: { Authorization: 'Bearer x' },
      rateLimit: 7,
      ordered: true,
      signatureEncoding: 'ascii',
      maxInFlight: 3,
    });
    const plain = await create(['*']);
    const targets = await directory.targetsOf([plain, id, 999_999]);
    expect([...targets.keys()].sort((a, b) => a - b)).toEqual([id, plain]);
    expect(targets.get(id)).toEqual({
      webhookId: id,
      organizationId: organization.id,
      url: 'https://example.com/hook',
      secret,
      signatureEncoding: 'ascii',
      headers: { authorization: 'Bearer x' },
      maxInFlight: 3,
      rateLimit: 7,
      ordered: true,
    });
    expect(targets.get(plain)).toMatchObject({ headers: {}, rateLimit: null, ordered: false, maxInFlight: 16 });
    expect(await directory.targetsOf([])).toEqual(new Map());
  });

  it('sees what the unit of work around it has written', async () => {
    const id = await create(['*']);
    const unitOfWork = product.app.get(UnitOfWork);
    await unitOfWork.run(async () => {
      await unitOfWork.manager.query('UPDATE webhooks SET deleted_at = ? WHERE id = ?', [clock.now(), id]);
      expect(await subscribers('system.error')).toEqual([]);
      await unitOfWork.manager.query('UPDATE webhooks SET deleted_at = NULL WHERE id = ?', [id]);
    });
    expect(await subscribers('system.error')).toEqual([id]);
  });
});
