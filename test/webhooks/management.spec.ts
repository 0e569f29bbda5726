import { FakeClock } from '../../src/common';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Organization, Product } from '../harness/product';

/** A busy machine takes its time to start a product and a database. */
jest.setTimeout(30_000);

interface WebhookAnswer {
  id: number;
  url: string;
  events: string[];
  enabled: boolean;
  failureCount: number;
  secret: string;
  secretHint: string;
  verifiers: string[];
  version: number;
  headers: string[];
  [field: string]: unknown;
}

const NOW = '2026-02-20T15:30:00';
const PASSWORD = 'correct horse battery';

/** The guide's own request. */
const GUIDE_REQUEST = {
  url: 'https://your-server.com/webhook',
  events: ['resume.uploaded', 'resume.parse_completed'],
  description: '简历相关通知',
};

describe.each(DATABASE_KINDS)('webhooks on $name', (kind) => {
  const clock = new FakeClock(Date.UTC(2026, 1, 20, 15, 30, 0));
  let database: TestDatabase;
  let product: Product;
  let organization: Organization;

  beforeAll(async () => {
    database = await kind.create();
    product = await Product.start({
      databaseUrl: database.url,
      clock,
      env: { WEBHOOK_ALLOWED_NETWORKS: '', WEBHOOK_MAX_PER_ORGANIZATION: '6', ACCESS_TOKEN_TTL: '300d' },
    });
    organization = await product.organization();
  });
  afterAll(async () => {
    await product.stop();
    await database.drop();
  });
  beforeEach(async () => {
    organization = await product.organization();
  });

  const create = (request: object = GUIDE_REQUEST, token = organization.token) =>
    product.data<WebhookAnswer>('POST', '/webhooks', token, request);
  const get = (id: number, token = organization.token) => product.data<WebhookAnswer>('GET', `/webhooks/${id}`, token);
  const list = (token = organization.token) => product.data<WebhookAnswer[]>('GET', '/webhooks', token);
  const patch = (id: number, request: object) => product.call('PATCH', `/webhooks/${id}`, organization.token, request);
  const auditOf = (id: number) =>
    product.query<{ action: string; details: string | null }>(
      "SELECT action, details FROM audit_log WHERE target_type = 'webhook' AND target_id = ? ORDER BY id",
      [String(id)],
    );

  async function member(role: 'ADMIN' | 'HR' | 'INTERVIEWER', { token } = organization): Promise<string> {
    const username = `${role.toLowerCase()}${Math.random().toString(36).slice(2, 10)}`;
    const account = { username, email: `${username}@example.com`, password: PASSWORD, role };
    await product.data('POST', '/users', token, account);
    const session = { username, password: PASSWORD };
    return (await product.data<{ accessToken: string }>('POST', '/auth/login', undefined, session)).accessToken;
  }

  describe("the guide's exchange", () => {
    it('creates with the answer of the guide and the full secret, this once', async () => {
      const answer = await product.call<WebhookAnswer>('POST', '/webhooks', organization.token, GUIDE_REQUEST);
      expect(answer.status).toBe(200);
      const { data, ...envelope } = answer.body;
      expect(envelope).toEqual({ code: 200, message: 'success' });
      expect(data.secret).toMatch(/^[0-9a-f]{64}$/);
      expect(data).toEqual({
        // the guide's fields
        id: expect.any(Number) as number,
        ...GUIDE_REQUEST,
        enabled: true,
        failureCount: 0,
        secretHint: `${data.secret.slice(0, 4)}****${data.secret.slice(-4)}`,
        createdAt: NOW,
        updatedAt: NOW,
        // and what else an integrator needs
        secret: data.secret,
        verifiers: ['guide', 'standard'],
        lastSuccessAt: null,
        lastFailureAt: null,
        disabledReason: null,
        disabledAt: null,
        pendingCount: 0,
        headers: [],
        maxInFlight: 16,
        rateLimit: null,
        ordered: false,
        signatureEncoding: 'utf8',
        version: 1,
      });
    });

    it('lists a plain array with the fields of the guide and no secret', async () => {
      const created = await create();
      const answer = await product.call<WebhookAnswer[]>('GET', '/webhooks', organization.token);
      const { data, ...envelope } = answer.body;
      expect(envelope).toEqual({ code: 200, message: 'success' });
      expect(data).toHaveLength(1);
      expect(data[0]).toMatchObject({
        id: created.id,
        url: GUIDE_REQUEST.url,
        events: GUIDE_REQUEST.events,
        enabled: true,
        failureCount: 0,
        lastSuccessAt: null,
        secretHint: created.secretHint,
      });
      expect(JSON.stringify(answer.body)).not.toContain(created.secret);
      expect(data[0]).toEqual(await get(created.id));
    });

    it('deletes, and then there is nothing any more', async () => {
      const { id } = await create();
      const answer = await product.call('DELETE', `/webhooks/${id}`, organization.token);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ code: 200, message: 'success', data: null });
      expect(await list()).toEqual([]);
      for (const [method, path] of [
        ['GET', ''],
        ['DELETE', ''],
        ['POST', '/enable'],
        ['POST', '/disable'],
        ['POST', '/test'],
      ]) {
        const again = await product.call(method, `/webhooks/${id}${path}`, organization.token);
        expect(again.status).toBe(404);
        expect(again.body).toMatchObject({ code: 404, data: null, error: { type: 'webhook.not_found' } });
      }
    });
  });

  it('keeps options, and of headers shows the names only', async () => {
    const options = { maxInFlight: 4, rateLimit: 20, ordered: true, signatureEncoding: 'ascii' };
    const created = await create({
      ...GUIDE_REQUEST,
      events: ['resume.*', '*'],
      headers: { Authorization: 'Bearer top-secret-value', 'X-Tenant': 'acme-value' },
      ...options,
    });
    expect(created).toMatchObject({ ...options, events: ['resume.*', '*'], headers: ['authorization', 'x-tenant'] });
    expect(JSON.stringify([created, await list()])).not.toMatch(/top-secret-value|acme-value/);
  });

  it('encrypts secret and headers at rest', async () => {
    const secret = 'a secret that was given by the user';
    const { id } = await create({ ...GUIDE_REQUEST, secret, headers: { 'X-Key': 'header-value' } });
    const [row] = await product.query<Record<string, unknown>>('SELECT * FROM webhooks WHERE id = ?', [id]);
    expect(row.secret_encrypted).toMatch(/^[0-9a-f]{8}(:[A-Za-z0-9+/]+=*){3}$/);
    expect(row.headers_encrypted).toMatch(/^[0-9a-f]{8}(:[A-Za-z0-9+/]+=*){3}$/);
    expect(JSON.stringify(row)).not.toMatch(/given by|header-value/);
  });

  it.each([
    ['whsec_' + Buffer.alloc(32, 7).toString('base64'), ['guide', 'standard']],
    ['correct horse battery staple!', ['guide']],
  ])('says who can verify with the secret %s', async (secret, verifiers) => {
    const created = await create({ ...GUIDE_REQUEST, secret });
    expect(created).toMatchObject({ secret, verifiers, secretHint: `${secret.slice(0, 4)}****${secret.slice(-4)}` });
    const changed = await patch(created.id, { secret: 'another secret, 24 chars or more' });
    expect(changed.body.data).toMatchObject({ verifiers: ['guide'], secretHint: 'anot****more' });
    expect(changed.body.data).not.toHaveProperty('secret');
  });

  describe('PATCH', () => {
    it('changes what is given and leaves the rest', async () => {
      const created = await create({ ...GUIDE_REQUEST, headers: { 'X-A': '1' }, rateLimit: 5 });
      clock.advance(5_000);
      const answer = await patch(created.id, { description: null, rateLimit: null, maxInFlight: 1 });
      expect(answer.status).toBe(200);
      const { secret: _secret, verifiers: _verifiers, ...before } = created;
      expect(answer.body.data).toEqual({
        ...before,
        description: null,
        rateLimit: null,
        maxInFlight: 1,
        version: 2,
        updatedAt: expect.not.stringMatching(created.updatedAt as string) as string,
      });
      const cleared = await patch(created.id, { headers: null });
      expect(cleared.body).toMatchObject({ code: 200, data: { headers: [], version: 3 } });
    });

    it('is no change where everything is so already', async () => {
      const created = await create();
      const answer = await patch(created.id, { ...GUIDE_REQUEST, version: 1 });
      expect(answer.body.data).toMatchObject({ version: 1, updatedAt: created.updatedAt });
      expect((await patch(created.id, {})).body.data).toMatchObject({ version: 1 });
      expect(await auditOf(created.id)).toHaveLength(1);
    });

    it('refuses a stale version and changes nothing', async () => {
      const { id } = await create();
      expect((await patch(id, { maxInFlight: 2, version: 1 })).status).toBe(200);
      const stale = await patch(id, { maxInFlight: 3, version: 1 });
      expect(stale.status).toBe(409);
      expect(stale.body.error).toMatchObject({ type: 'webhook.version_conflict', details: [{ field: 'version' }] });
      expect(await get(id)).toMatchObject({ maxInFlight: 2, version: 2 });
    });

    it('lets exactly one of many who read the same version change it', async () => {
      const { id } = await create();
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) => patch(id, { maxInFlight: n + 2, version: 1 })),
      );
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array<number>(7).fill(409)]);
      expect(await get(id)).toMatchObject({ version: 2 });
    });
  });

  describe('the limit of an organization', () => {
    it('holds against many who create at once, and deleting makes room', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () =>
          product.call<WebhookAnswer>('POST', '/webhooks', organization.token, GUIDE_REQUEST),
        ),
      );
      const created = answers.filter((answer) => answer.status === 200);
      const refused = answers.filter((answer) => answer.status === 409);
      expect(created).toHaveLength(6);
      expect(refused).toHaveLength(14);
      expect(refused.every((answer) => answer.body.error?.type === 'webhook.limit_reached')).toBe(true);
      expect(await list()).toHaveLength(6);
      await product.data('DELETE', `/webhooks/${created[0].body.data.id}`, organization.token);
      await create();
    });
  });

  describe('who may', () => {
    it("shows HR their own webhooks, an ADMIN the organization's, another organization none", async () => {
      const [hr, otherHr, admin] = [await member('HR'), await member('HR'), await member('ADMIN')];
      const stranger = await product.organization();
      const { id } = await create(GUIDE_REQUEST, hr);
      const others = await create();
      expect((await list(hr)).map((webhook) => webhook.id)).toEqual([id]);
      expect(await list(otherHr)).toEqual([]);
      expect((await list(admin)).map((webhook) => webhook.id)).toEqual([id, others.id]);
      expect(await list(stranger.token)).toEqual([]);

      for (const token of [otherHr, stranger.token]) {
        for (const [method, path, body] of [
          ['GET', '', undefined],
          ['PATCH', '', { maxInFlight: 2 }],
          ['DELETE', '', undefined],
          ['POST', '/enable', {}],
          ['POST', '/disable', undefined],
          ['POST', '/test', {}],
        ] as const) {
          const answer = await product.call(method, `/webhooks/${id}${path}`, token, body);
          expect([method, path, answer.status, answer.body.error?.type]).toEqual([
            method,
            path,
            404,
            'webhook.not_found',
          ]);
        }
      }
      // The very same answer as for one that never existed.
      const foreign = await product.call('GET', `/webhooks/${id}`, stranger.token);
      const missing = await product.call('GET', '/webhooks/999999', stranger.token);
      expect(foreign.body.message).toBe(missing.body.message);
      expect((await product.call('PATCH', `/webhooks/${id}`, admin, { maxInFlight: 2 })).status).toBe(200);
    });

    it('forbids interviewers, and asks everybody for a token', async () => {
      const interviewer = await member('INTERVIEWER');
      const { id } = await create();
      for (const [method, path] of [
        ['GET', '/webhooks'],
        ['POST', '/webhooks'],
        ['GET', `/webhooks/${id}`],
        ['PATCH', `/webhooks/${id}`],
        ['DELETE', `/webhooks/${id}`],
        ['POST', `/webhooks/${id}/enable`],
        ['POST', `/webhooks/${id}/disable`],
        ['POST', `/webhooks/${id}/test`],
        ['GET', '/admin/webhooks'],
        ['POST', `/admin/webhooks/${id}/enable`],
      ]) {
        expect([path, (await product.call(method, path, interviewer)).status]).toEqual([path, 403]);
        expect([path, (await product.call(method, path)).status]).toEqual([path, 401]);
        expect([path, (await product.call(method, path, 'forged.token.here')).status]).toEqual([path, 401]);
      }
      for (const path of ['/event-types', '/egress-ips']) {
        expect((await product.call('GET', path, interviewer)).status).toBe(200);
        expect((await product.call('GET', path)).status).toBe(401);
      }
    });
  });

  it('disables with a reason and enables again', async () => {
    const { id } = await create();
    const disabled = await product.data<WebhookAnswer>('POST', `/webhooks/${id}/disable`, organization.token);
    expect(disabled).toMatchObject({ enabled: false, disabledReason: expect.stringMatching(/^Disabled by admin/) });
    expect(disabled.disabledAt).not.toBeNull();
    expect(await list()).toMatchObject([{ id, enabled: false }]);
    const enabled = await product.data('POST', `/webhooks/${id}/enable`, organization.token);
    expect(enabled).toMatchObject({ enabled: true, failureCount: 0, disabledReason: null, disabledAt: null });
    await product.data('POST', `/webhooks/${id}/disable`, organization.token);
    const discarded = await product.call('POST', `/webhooks/${id}/enable`, organization.token, { discardHeld: true });
    expect(discarded.body.data).toMatchObject({ enabled: true });
  });

  it('records who did what, without anything secret', async () => {
    const { id, secret } = await create({ ...GUIDE_REQUEST, headers: { 'X-Key': 'header-value' } });
    await patch(id, { secret: 'another secret, 24 chars or more', url: 'https://other.example/?token=in-the-url' });
    await product.data('POST', `/webhooks/${id}/disable`, organization.token);
    await product.data('POST', `/webhooks/${id}/enable`, organization.token, { discardHeld: true });
    await product.data('DELETE', `/webhooks/${id}`, organization.token);
    const entries = await auditOf(id);
    expect(entries.map(({ action, details }) => [action, details && JSON.parse(details)])).toEqual([
      ['webhook.created', { events: GUIDE_REQUEST.events }],
      ['webhook.updated', { changed: ['url', 'secret'] }],
      ['webhook.disabled', null],
      ['webhook.enabled', { discardHeld: true }],
      ['webhook.deleted', null],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(new RegExp(`${secret}|another secret|header-value|in-the-url`));
  });

  it('wipes secret and headers on deletion and ends the subscriptions', async () => {
    const { id } = await create({ ...GUIDE_REQUEST, headers: { 'X-Key': 'v' } });
    await product.data('DELETE', `/webhooks/${id}`, organization.token);
    const [row] = await product.query<Record<string, unknown>>('SELECT * FROM webhooks WHERE id = ?', [id]);
    expect(row).toMatchObject({ secret_encrypted: '', secret_hint: '', headers_encrypted: null });
    expect(Number(row.deleted_at)).toBe(clock.now());
    const open = 'SELECT id FROM webhook_subscriptions WHERE webhook_id = ? AND until_at IS NULL';
    expect(await product.query(open, [id])).toEqual([]);
  });

  it('publishes the catalogue, each type with names, schema and example', async () => {
    const types = await product.data<Record<string, unknown>[]>('GET', '/event-types', organization.token);
    expect(types).toHaveLength(12);
    expect(types[1]).toEqual({
      code: 'resume.parse_completed',
      name: { zh: '简历解析完成', en: 'Résumé parsed' },
      description: 'A résumé was parsed and its data extracted.',
      schema: expect.objectContaining({ type: 'object', additionalProperties: false }) as object,
      example: expect.objectContaining({ fileName: '张三_Java_北京大学.pdf', status: 'COMPLETED' }) as object,
    });
  });
});
