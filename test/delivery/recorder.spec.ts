import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { uploaded } from '../harness/payloads';
import { type Organization, Product } from '../harness/product';
import { Receiver } from '../harness/receiver';
import { until } from '../harness/until';

jest.setTimeout(30_000);

const REFUSE = {
  SQLite: `CREATE TRIGGER refuse BEFORE INSERT ON attempts WHEN NEW.delivery_id = 2
           BEGIN SELECT RAISE(ABORT, 'refused by the test'); END`,
  MySQL: `CREATE TRIGGER refuse BEFORE INSERT ON attempts FOR EACH ROW
          IF NEW.delivery_id = 2 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refused by the test'; END IF`,
};

describe.each(DATABASE_KINDS)('the recorder on $name', (kind) => {
  let database: TestDatabase;
  let product: Product;
  let receiver: Receiver;
  let organization: Organization;

  beforeEach(async () => {
    database = await kind.create();
    receiver = await Receiver.start();
    product = await Product.start({ databaseUrl: database.url });
    organization = await product.organization();
    await product.webhook(organization, { url: receiver.url() });
  });
  afterEach(async () => {
    await product.stop();
    await receiver.stop();
    await database.drop();
  });

  const succeeded = async () =>
    (
      await product.query<{ id: number | string }>("SELECT id FROM deliveries WHERE status = 'succeeded' ORDER BY id")
    ).map((row) => Number(row.id));

  it('lets an outcome that the database refuses hold up no other, and records it as soon as it can', async () => {
    await product.query(REFUSE[kind.name]);
    await product.publish(organization.id, 'resume.uploaded', [1, 2, 3, 4, 5].map(uploaded));
    await until(async () => (await succeeded()).length === 4);
    expect(await succeeded()).toEqual([1, 3, 4, 5]);
    await product.query('DROP TRIGGER refuse');
    await until(async () => (await succeeded()).length === 5);
    expect(receiver.received).toHaveLength(5);
  });
});
