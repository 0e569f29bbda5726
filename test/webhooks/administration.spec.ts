import { OperatorAccounts } from '../../src/auth';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Organization, Product } from '../harness/product';
import { Receiver } from '../harness/receiver';

/** A busy machine takes its time to start a product and a database. */
jest.setTimeout(30_000);

interface Page {
  items: { id: number; organizationId: number; enabled: boolean }[];
  nextCursor: string | null;
}

describe.each(DATABASE_KINDS)('administration of webhooks on $name', (kind) => {
  let database: TestDatabase;
  let product: Product;
  let receiver: Receiver;
  let mine: Organization;
  let theirs: Organization;
  let operator: string;

  beforeAll(async () => {
    database = await kind.create();
    receiver = await Receiver.start();
    product = await Product.start({
      databaseUrl: database.url,
      env: { WEBHOOK_EGRESS_IPS: '198.51.100.7, 2001:db8::7, 198.51.100.8' },
    });
    mine = await product.organization();
    theirs = await product.organization();
    const account = await product.app.get(OperatorAccounts, { strict: false }).create('ops');
    operator = (await product.data<{ accessToken: string }>('POST', '/auth/login', undefined, account)).accessToken;
  });
  afterAll(async () => {
    await product.stop();
    await receiver.stop();
    await database.drop();
  });

  async function disabledWebhook(of: Organization): Promise<number> {
    const { id } = await product.webhook(of, { url: receiver.url() });
    await product.data('POST', `/webhooks/${id}/disable`, of.token);
    return id;
  }
  const page = (token: string, query = '') => product.data<Page>('GET', `/admin/webhooks${query}`, token);
  const idsOf = ({ items }: Page) => items.map((item) => item.id);

  it("lists the organization's webhooks to its ADMIN and all to an OPERATOR, page by page", async () => {
    const [a, b, c] = [await disabledWebhook(mine), await disabledWebhook(theirs), await disabledWebhook(mine)];
    const { id: open } = await product.webhook(mine, { url: receiver.url() });
    expect(idsOf(await page(mine.token))).toEqual([a, c, open]);
    expect(idsOf(await page(mine.token, '?enabled=false'))).toEqual([a, c]);
    expect(idsOf(await page(mine.token, '?enabled=true'))).toEqual([open]);
    expect(idsOf(await page(theirs.token, '?enabled=false'))).toEqual([b]);
    const all = await page(operator, '?enabled=false&limit=2');
    expect(all.items).toMatchObject([
      { id: a, organizationId: mine.id, ownerId: mine.userId, enabled: false },
      { id: b, organizationId: theirs.id, ownerId: theirs.userId, enabled: false },
    ]);
    const rest = await page(operator, `?enabled=false&limit=2&cursor=${all.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ id: c }], nextCursor: null });
  });

  it("enables the organization's for its ADMIN and any for an OPERATOR, and records it there", async () => {
    const [first, second] = [await disabledWebhook(theirs), await disabledWebhook(theirs)];
    const foreign = await product.call('POST', `/admin/webhooks/${first}/enable`, mine.token);
    expect([foreign.status, foreign.body.error?.type]).toEqual([404, 'webhook.not_found']);
    const missing = await product.call('POST', '/admin/webhooks/999999/enable', operator);
    expect(missing.status).toBe(404);

    const own = await product.data('POST', `/admin/webhooks/${first}/enable`, theirs.token);
    expect(own).toMatchObject({ id: first, enabled: true, failureCount: 0, disabledReason: null });
    const any = await product.data('POST', `/admin/webhooks/${second}/enable`, operator, { discardHeld: true });
    expect(any).toMatchObject({ id: second, enabled: true, organizationId: theirs.id });
    const [entry] = await product.query<Record<string, unknown>>(
      "SELECT * FROM audit_log WHERE action = 'webhook.enabled' AND target_id = ?",
      [String(second)],
    );
    expect(Number(entry.organization_id)).toBe(theirs.id);
  });

  it('keeps an OPERATOR out of what belongs to organizations', async () => {
    for (const [method, path] of [
      ['GET', '/webhooks'],
      ['POST', '/webhooks'],
    ]) {
      expect((await product.call(method, path, operator)).status).toBe(403);
    }
  });

  it('publishes the addresses that requests come from', async () => {
    expect(await product.data('GET', '/egress-ips', operator)).toEqual({
      ipv4: ['198.51.100.7', '198.51.100.8'],
      ipv6: ['2001:db8::7'],
    });
  });

  describe('a test', () => {
    it('sends the example of the first exact type, marked as a test, and answers what came back', async () => {
      const { id } = await product.webhook(mine, {
        url: receiver.url('/test'),
        events: ['system.*', 'interview.completed', 'resume.uploaded'],
        headers: { Authorization: 'Bearer x' },
      });
      receiver.answer((_, response) => response.writeHead(202).end('thanks'), '/test');
      const result = await product.data('POST', `/webhooks/${id}/test`, mine.token);
      expect(result).toEqual({
        success: true,
        statusCode: 202,
        durationMs: expect.any(Number) as number,
        responseBody: 'thanks',
        error: null,
      });
      const [request] = receiver.at('/test');
      expect(request.json).toMatchObject({ eventType: 'interview.completed', data: { recommendation: 'STRONG_YES' } });
      expect(request.headers).toMatchObject({ 'x-webhook-test': 'true', authorization: 'Bearer x' });
    });

    it('takes any type, is no failure of the webhook, and works while it is disabled', async () => {
      const { id } = await product.webhook(mine, { url: receiver.url('/broken'), events: ['resume.*'] });
      await product.data('POST', `/webhooks/${id}/disable`, mine.token);
      receiver.answer(500, '/broken');
      const result = await product.data('POST', `/webhooks/${id}/test`, mine.token, { eventType: 'system.error' });
      expect(result).toMatchObject({
        success: false,
        statusCode: 500,
        error: expect.stringContaining('500') as string,
      });
      expect(receiver.at('/broken')[0].json.eventType).toBe('system.error');
      expect(await product.data('GET', `/webhooks/${id}`, mine.token)).toMatchObject({
        failureCount: 0,
        lastFailureAt: null,
        pendingCount: 0,
      });
    });
  });
});
