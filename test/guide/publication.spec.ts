import { UnitOfWork } from '../../src/database';
import { DomainEvents, type EventPayloads, MAX_PAYLOAD_BYTES, OutboxSink } from '../../src/events';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Organization, Product } from '../harness/product';
import { Receiver } from '../harness/receiver';

jest.setTimeout(60_000);

type Update = EventPayloads['candidate.updated'];

const update = (current: Record<string, unknown>): Update => ({
  candidateId: 1,
  changedFields: ['field'],
  previous: {},
  current,
  updatedBy: 1,
});

describe.each(DATABASE_KINDS)('publication on $name', (kind) => {
  let database: TestDatabase;
  let product: Product;
  let receiver: Receiver;
  let organization: Organization;
  let events: DomainEvents;
  let unitOfWork: UnitOfWork;

  beforeAll(async () => {
    database = await kind.create();
    receiver = await Receiver.start();
    product = await Product.start({ databaseUrl: database.url });
    events = product.app.get(DomainEvents);
    unitOfWork = product.app.get(UnitOfWork);
  });
  afterAll(async () => {
    await product.stop();
    await receiver.stop();
    await database.drop();
  });
  beforeEach(async () => {
    organization = await product.organization();
    await product.webhook(organization, { url: receiver.url(`/${organization.id}`) });
  });
  afterEach(() => jest.restoreAllMocks());

  const received = () => receiver.at(`/${organization.id}`);
  const publish = (payload: Update) => events.publish(organization.id, 'candidate.updated', payload);
  /** A business change, and whether it was committed. */
  const createCandidate = (name: string) => product.call('POST', '/candidates', organization.token, { name });
  const candidates = async () =>
    (await product.data<{ items: { name: string }[] }>('GET', '/candidates', organization.token)).items.map(
      ({ name }) => name,
    );
  /** Every event of the organization that exists in any form, when all that was committed before has arrived. */
  async function eventsOf(): Promise<string[]> {
    const marker = await unitOfWork.run(() => publish(update({ marker: true })));
    await receiver.until(() => received().some(({ json }) => json.eventId === marker));
    const rows = await product.query<{ type: string; event_id: string }>(
      'SELECT type, event_id FROM events WHERE organization_id = ? UNION ALL SELECT type, event_id FROM outbox WHERE organization_id = ?',
      [organization.id, organization.id],
    );
    expect(received().map(({ json }) => json.eventId)).toHaveLength(rows.length);
    return rows.filter((row) => row.event_id !== marker).map((row) => row.type);
  }

  it('tells a change that was committed', async () => {
    expect((await createCandidate('张三')).status).toBe(200);
    expect(await candidates()).toEqual(['张三']);
    expect(await eventsOf()).toEqual(['candidate.created']);
  });

  it('leaves neither change nor event of a service that throws after it has published', async () => {
    const original = events.publish.bind(events);
    jest.spyOn(events, 'publish').mockImplementationOnce(async (...given) => {
      await original(...given);
      throw new Error('the service failed after it had published');
    });
    expect((await createCandidate('李四')).status).toBe(500);
    expect(await candidates()).toEqual([]);
    // The failure itself is told, once the change is undone.
    expect((await eventsOf()).filter((type) => type !== 'system.error')).toEqual([]);
  });

  it('undoes the change of a service when the event cannot be written down', async () => {
    const sink = product.app.get(OutboxSink, { strict: false });
    jest.spyOn(sink, 'append').mockRejectedValueOnce(new Error('the outbox is full'));
    expect((await createCandidate('王五')).status).toBe(500);
    expect(await candidates()).toEqual([]);
    expect((await eventsOf()).filter((type) => type !== 'system.error')).toEqual([]);
    expect((await createCandidate('王五')).status).toBe(200);
  });

  it('undoes all of a unit of work, also what had been published before and by nested ones', async () => {
    const failure = unitOfWork.run(async () => {
      await publish(update({ n: 1 }));
      await unitOfWork.run(() => publish(update({ n: 2 })));
      throw new Error('changed my mind');
    });
    await expect(failure).rejects.toThrow('changed my mind');
    expect(await eventsOf()).toEqual([]);
  });

  it('is refused outside a unit of work', async () => {
    await expect(publish(update({}))).rejects.toMatchObject({ type: 'event.outside_unit_of_work' });
    await unitOfWork.run(() => Promise.resolve());
    await expect(publish(update({}))).rejects.toMatchObject({ type: 'event.outside_unit_of_work' });
    expect(await eventsOf()).toEqual([]);
  });

  it.each([
    ['1e21', 1e21],
    ['1e-7', 1e-7],
    ['2^53', 2 ** 53],
    ['-2^53', -(2 ** 53)],
    ['0.00001', 0.00001],
    ['NaN', NaN],
    ['Infinity', -Infinity],
    ['a BigInt', 1n],
    ['a Date', new Date(0)],
    ['a function', () => 1],
  ])('is refused for %s, which cannot be signed for every receiver', async (_, value) => {
    const failure = unitOfWork.run(() => publish(update({ deep: [{ value }] })));
    await expect(failure).rejects.toMatchObject({
      type: 'event.payload_rejected',
      message: expect.stringContaining('data.current.deep[0].value'),
    });
    expect(await eventsOf()).toEqual([]);
  });

  it('is refused for data that the catalogue does not know', async () => {
    const wrong = { ...update({}), changedFields: [], extra: 1 } as Update;
    await expect(unitOfWork.run(() => publish(wrong))).rejects.toMatchObject({ type: 'event.payload_rejected' });
    expect(await eventsOf()).toEqual([]);
  });

  it('takes 256 KiB of data, unshortened, and refuses one byte more', async () => {
    const overhead = Buffer.byteLength(JSON.stringify(update({ text: '' })));
    const text = (bytes: number) => '简'.repeat(Math.floor(bytes / 3)) + 'x'.repeat(bytes % 3);
    const largest = update({ text: text(MAX_PAYLOAD_BYTES - overhead) });
    expect(Buffer.byteLength(JSON.stringify(largest))).toBe(256 * 1024);
    const tooLarge = update({ text: `${text(MAX_PAYLOAD_BYTES - overhead)}x` });
    await expect(unitOfWork.run(() => publish(tooLarge))).rejects.toMatchObject({
      type: 'event.payload_too_large',
      kind: 'too_large',
    });
    const eventId = await unitOfWork.run(() => publish(largest));
    await receiver.until(() => received().some(({ json }) => json.eventId === eventId));
    expect(received().find(({ json }) => json.eventId === eventId)?.json.data).toEqual(largest);
    expect(await eventsOf()).toEqual(['candidate.updated']);
  });

  it('replaces what has no UTF-8, so that a receiver gets the signed bytes back', async () => {
    const eventId = await unitOfWork.run(() => publish(update({ 'a\ud800': 'b\udc00', negativeZero: -0 })));
    await receiver.until(() => received().some(({ json }) => json.eventId === eventId));
    const { body } = received().find(({ json }) => json.eventId === eventId) ?? { body: '' };
    expect(body).toContain('"current":{"a\ufffd":"b\ufffd","negativeZero":0}');
  });
});
