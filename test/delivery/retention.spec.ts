import { FakeClock } from '../../src/common';
import { Retention } from '../../src/delivery/retention/retention';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Organization, Product } from '../harness/product';
import { Receiver } from '../harness/receiver';
import { until } from '../harness/until';
import { uploaded } from '../harness/payloads';

const DAY = 86_400_000;

jest.setTimeout(30_000);

describe.each(DATABASE_KINDS)('retention on $name', (kind) => {
  let database: TestDatabase;
  let product: Product;
  let receiver: Receiver;
  let clock: FakeClock;
  let organization: Organization;

  beforeEach(async () => {
    database = await kind.create();
    clock = new FakeClock();
    receiver = await Receiver.start();
    const env = { RETENTION_DAYS: '30', ACCESS_TOKEN_TTL: '300d', WEBHOOK_RETRY_DELAYS: '365d,365d' };
    product = await Product.start({ databaseUrl: database.url, clock, env });
    organization = await product.organization();
  });
  afterEach(async () => {
    await product.stop();
    await receiver.stop();
    await database.drop();
  });

  const count = async (table: string) => {
    const [row] = await product.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
    return Number(row.n);
  };
  const counts = async () => [await count('events'), await count('deliveries'), await count('attempts')];
  const publish = (from: number, n: number) =>
    product.publish(
      organization.id,
      'resume.uploaded',
      Array.from({ length: n }, (_, i) => uploaded(from + i)),
    );

  it('removes what is finished and old, and nothing younger', async () => {
    await product.webhook(organization, { url: receiver.url() });
    await publish(1, 700);
    await until(async () => (await count('attempts')) === 700);
    clock.advance(20 * DAY);
    await publish(1_000, 5);
    await until(async () => (await count('attempts')) === 705);
    await product.app.get(Retention).removeOld();
    expect(await counts()).toEqual([705, 705, 705]);
    clock.advance(11 * DAY);
    await product.app.get(Retention).removeOld();
    expect(await counts()).toEqual([5, 5, 5]);
  });

  it('keeps what still has to be delivered, with its event', async () => {
    receiver.answer(500);
    const { id } = await product.webhook(organization, { url: receiver.url() });
    await publish(1, 3);
    await until(async () => (await count('attempts')) >= 2);
    clock.advance(31 * DAY);
    await product.app.get(Retention).removeOld();
    expect((await counts()).slice(0, 2)).toEqual([3, 3]);

    await product.data('POST', `/webhooks/${id}/disable`, organization.token);
    await product.app.get(Retention).removeOld();
    expect(await counts()).toEqual([0, 0, 0]);
  });
});
