import { createHmac } from 'node:crypto';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Organization, Product } from '../harness/product';

/** A busy machine takes its time to start a product and a database. */
jest.setTimeout(30_000);

const VALID = { url: 'https://your-server.com/webhook', events: ['resume.uploaded'] };

const numberedHeaders = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`X-Extra-${n}`, 'v']));

/** What is wrong, the field that the answer must name, and a part of what it must say. */
const FAULTS: [fault: string, request: Record<string, unknown>, field: string, says: string][] = [
  ['no url', { url: undefined }, 'url', 'must be a string'],
  ['url null', { url: null }, 'url', 'must be a string'],
  ['url a number', { url: 5 }, 'url', 'must be a string'],
  ['url an object', { url: { href: 'https://example.com' } }, 'url', 'must be a string'],
  ['url empty', { url: '' }, 'url', 'absolute URL'],
  ['ftp: URL', { url: 'ftp://example.com/x' }, 'url', 'must start with https://'],
  ['javascript: URL', { url: 'javascript:alert(1)' }, 'url', 'must start with https://'],
  ['URL with credentials', { url: 'https://user:pass@example.com/' }, 'url', 'username or password'],
  ['URL with a fragment', { url: 'https://example.com/#x' }, 'url', 'fragment'],
  ['3 000-character URL', { url: `https://example.com/${'a'.repeat(2980)}` }, 'url', '2048'],
  ['relative URL', { url: '/webhook' }, 'url', 'absolute URL'],
  ['URL with line breaks', { url: 'https://example.com/\r\nX: 1' }, 'url', 'control characters'],
  ['private address', { url: 'http://10.0.0.1/' }, 'url', 'a private address'],
  ['loopback', { url: 'http://127.0.0.1:9/' }, 'url', 'a loopback address'],
  ['loopback in decimal', { url: 'http://2130706433/' }, 'url', 'a loopback address'],
  ['loopback in IPv6', { url: 'http://[::1]/' }, 'url', 'a loopback address'],
  ['loopback mapped', { url: 'http://[::ffff:127.0.0.1]/' }, 'url', 'a loopback address'],
  ['localhost', { url: 'http://localhost/' }, 'url', 'this machine'],
  ['metadata address', { url: 'http://169.254.169.254/latest/' }, 'url', 'a cloud metadata address'],
  ['no events', { events: [] }, 'events', 'at least one'],
  ['events left out', { events: undefined }, 'events', 'a list'],
  ['events null', { events: null }, 'events', 'a list'],
  ['events a string', { events: 'resume.uploaded' }, 'events', 'a list'],
  ['events an object', { events: { 0: 'resume.uploaded', length: 1 } }, 'events', 'a list'],
  ['unknown event type', { events: ['resume.uploaded', 'resume.deleted'] }, 'events', '"resume.deleted"'],
  ['unknown wildcard', { events: ['webhook.*'] }, 'events', '"webhook.*"'],
  ['duplicate events', { events: ['resume.*', 'resume.*'] }, 'events', 'twice'],
  ['events of wrong types', { events: [1, null, {}] }, 'events', 'a number'],
  ['description too long', { description: 'x'.repeat(501) }, 'description', '500'],
  ['description a number', { description: 5 }, 'description', 'string'],
  ['description with NUL', { description: 'a\u0000b' }, 'description', 'NUL'],
  ['secret too short', { secret: 'a'.repeat(23) }, 'secret', '24 to 128'],
  ['secret too long', { secret: 'a'.repeat(129) }, 'secret', '24 to 128'],
  ['secret not ASCII', { secret: '密'.repeat(30) }, 'secret', 'ASCII'],
  ['secret null', { secret: null }, 'secret', 'string'],
  ['secret a list', { secret: ['a'.repeat(30)] }, 'secret', 'string'],
  ['secret whsec_ without base64', { secret: 'whsec_this is not base64 at all' }, 'secret', 'base64'],
  ['headers a list', { headers: ['X-A: b'] }, 'headers', 'an object'],
  ['headers a string', { headers: 'X-A: b' }, 'headers', 'an object'],
  ['eleven headers', { headers: numberedHeaders(11) }, 'headers', 'more than 10'],
  ['header injection', { headers: { 'X-A': 'b\r\nX-B: c' } }, 'headers', '"X-A"'],
  ['header name with a space', { headers: { 'X A': 'b' } }, 'headers', 'not a valid header name'],
  ['header value a number', { headers: { 'X-A': 5 } }, 'headers', '"X-A"'],
  ['Host header', { headers: { Host: 'evil.example' } }, 'headers', 'set by the sender'],
  ['Content-Type header', { headers: { 'Content-Type': 'text/plain' } }, 'headers', 'set by the sender'],
  ['X-Webhook header', { headers: { 'X-Webhook-Signature': 'x' } }, 'headers', 'set by the sender'],
  ['webhook-id header', { headers: { 'webhook-id': 'x' } }, 'headers', 'set by the sender'],
  ['maxInFlight 0', { maxInFlight: 0 }, 'maxInFlight', '1'],
  ['maxInFlight 65', { maxInFlight: 65 }, 'maxInFlight', '64'],
  ['maxInFlight a fraction', { maxInFlight: 1.5 }, 'maxInFlight', 'integer'],
  ['maxInFlight a string', { maxInFlight: '16' }, 'maxInFlight', 'integer'],
  ['maxInFlight null', { maxInFlight: null }, 'maxInFlight', 'integer'],
  ['rateLimit 0', { rateLimit: 0 }, 'rateLimit', '1'],
  ['rateLimit huge', { rateLimit: 1e9 }, 'rateLimit', '1000'],
  ['ordered a string', { ordered: 'yes' }, 'ordered', 'boolean'],
  ['signatureEncoding unknown', { signatureEncoding: 'utf16' }, 'signatureEncoding', 'utf8'],
  ['unknown field', { uri: 'https://example.com' }, 'uri', 'not known'],
  ['a field of the answer', { enabled: true }, 'enabled', 'not known'],
  ["somebody else's organization", { organizationId: 1 }, 'organizationId', 'not known'],
];

describe('bad input to the webhook routes', () => {
  let database: TestDatabase;
  let product: Product;
  let organization: Organization;
  let id: number;

  beforeAll(async () => {
    database = await DATABASE_KINDS[0].create();
    product = await Product.start({ databaseUrl: database.url, env: { WEBHOOK_ALLOWED_NETWORKS: '' } });
    organization = await product.organization();
    ({ id } = await product.webhook(organization, VALID));
  });
  afterAll(async () => {
    await product.stop();
    await database.drop();
  });

  const call = (method: string, path: string, body?: unknown) => product.call(method, path, organization.token, body);

  async function expectFault(method: string, path: string, body: unknown, field: string, says: string): Promise<void> {
    const answer = await call(method, path, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 400, data: null });
    const { type, details, requestId } = answer.body.error ?? { type: '', details: [], requestId: '' };
    expect(type).toMatch(/^(request|webhook)\.[a-z_]+$/);
    expect(requestId).not.toBe('');
    expect(details.map((detail) => detail.field)).toContain(field);
    expect(answer.body.message).toContain(field);
    expect(details.find((detail) => detail.field === field)?.message).toContain(says);
  }

  describe('POST /webhooks', () => {
    it.each(FAULTS)('%s: 400', (_, request, field, says) =>
      expectFault('POST', '/webhooks', { ...VALID, ...request }, field, says),
    );

    it('names every faulty field at once', async () => {
      const { body } = await call('POST', '/webhooks', { url: 5, events: [], ordered: 1, extra: true });
      expect(body.error?.details.map((detail) => detail.field).sort()).toEqual(['events', 'extra', 'ordered', 'url']);
    });

    it.each(['{"url": "https://', '{]', '', "{'url': 1}", '{"__proto__": {"x": 1}}'])(
      'broken JSON %j: 400',
      async (text) => {
        const answer = await call('POST', '/webhooks', text);
        expect(answer.status).toBe(400);
        expect(answer.body).toMatchObject({
          code: 400,
          data: null,
          error: { type: expect.stringMatching(/^request\./) },
        });
      },
    );

    it.each(['[]', '[{}]', '"text"', '5', 'true', 'null', '{}'])('JSON %s, which is no webhook: 400', async (text) => {
      expect((await call('POST', '/webhooks', text)).status).toBe(400);
    });

    it('10 MiB of JSON: 413', async () => {
      const answer = await call('POST', '/webhooks', { ...VALID, description: 'x'.repeat(10 * 1024 * 1024) });
      expect(answer.status).toBe(413);
      expect(answer.body.error).toMatchObject({ type: 'request.body_too_large' });
    });

    it('never quotes the secret or a header value', async () => {
      const answers = await Promise.all([
        call('POST', '/webhooks', { ...VALID, secret: 'whsec_my-own-secret-that-is-no-base64' }),
        call('POST', '/webhooks', { ...VALID, headers: { Authorization: 'my-own-credential\n' } }),
      ]);
      expect(answers.map((answer) => answer.status)).toEqual([400, 400]);
      expect(JSON.stringify(answers.map((answer) => answer.body))).not.toMatch(/my-own/);
    });
  });

  describe('PATCH /webhooks/{id}', () => {
    const patchable = FAULTS.filter(([, request]) => !Object.values(request).includes(undefined));

    it.each(patchable)('%s: 400', (_, request, field, says) =>
      expectFault('PATCH', `/webhooks/${id}`, request, field, says),
    );

    it.each([0, -1, 1.5, '1', null])('version %j: 400', (version) =>
      expectFault('PATCH', `/webhooks/${id}`, { version }, 'version', 'version must'),
    );

    it('changed nothing', async () => {
      expect(await product.data('GET', `/webhooks/${id}`, organization.token)).toMatchObject({ ...VALID, version: 1 });
    });
  });

  it.each([
    ['POST', '/enable', { discardHeld: 'yes' }, 'discardHeld'],
    ['POST', '/enable', { force: true }, 'force'],
    ['POST', '/test', { eventType: 'resume.deleted' }, 'eventType'],
    ['POST', '/test', { eventType: 'resume.*' }, 'eventType'],
    ['POST', '/test', { eventType: 5 }, 'eventType'],
    ['POST', '/test', { url: 'https://example.com' }, 'url'],
  ])('%s %s %j: 400', (method, path, body, field) => expectFault(method, `/webhooks/${id}${path}`, body, field, ''));

  it.each(['0', '-1', '1.5', 'abc', '%00', '99999999999999999999'])('the id %s: 400', async (text) => {
    for (const method of ['GET', 'DELETE']) {
      const answer = await call(method, `/webhooks/${text}`);
      expect(answer).toMatchObject({ status: 400, body: { error: { details: [{ field: 'id' }] } } });
    }
  });

  it.each([
    ['enabled=maybe', 'enabled'],
    ['enabled=false&enabled=true', 'enabled'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=x', 'limit'],
    ['cursor=nonsense', 'cursor'],
    ['order=asc', 'order'],
  ])('GET /admin/webhooks?%s: 400', (query, field) =>
    expectFault('GET', `/admin/webhooks?${query}`, undefined, field, ''),
  );

  it('a forged, expired or unsigned token: 401', async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const [header, claims, signature] = organization.token.split('.');
    const payload = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
    const signed = (parts: string, key: string) =>
      `${parts}.${createHmac('sha256', key).update(parts).digest('base64url')}`;
    const key = 'a secret of the tests, and of the tests only';
    const expired = { ...payload, iat: 1_600_000_000, exp: 1_600_000_900 };
    const tokens = {
      none: `${encode({ alg: 'none', typ: 'JWT' })}.${claims}.`,
      otherKey: signed(`${header}.${claims}`, 'another key, which is as long as it must be'),
      changed: `${header}.${encode({ ...payload, role: 'OPERATOR' })}.${signature}`,
      expired: signed(`${header}.${encode(expired)}`, key),
      nonsense: 'x.y.z',
    };
    for (const [name, token] of Object.entries(tokens)) {
      const answer = await product.call('GET', '/webhooks', token);
      expect([name, answer.status, answer.body.code]).toEqual([name, 401, 401]);
    }
  });
});
