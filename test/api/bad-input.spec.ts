import { createHmac } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { DataSource } from 'typeorm';
import { AppConfig } from '../../src/config';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Answer, type Organization, Product } from '../harness/product';
import { resumeFile } from '../resumes/resume-files';
import { API_ROUTES } from './routes';

jest.setTimeout(60_000);

const MIB = 1024 * 1024;
const KEY = 'a secret of the tests, and of the tests only';
const WEBHOOK = { url: 'https://your-server.com/webhook', events: ['resume.uploaded'] };
const USER = { username: 'grace', email: 'grace@example.com', password: 'correct horse battery', role: 'HR' };
const INTERVIEW = { applicationId: 1, interviewerId: 1, interviewType: 'VIDEO', scheduledAt: '2027-03-01T10:00:00' };
const NO_ROW = '4503599627370495';

/** What is wrong, the request, and the field that the answer must name. Status 400. */
const FAULTS: [fault: string, route: string, body: unknown, field: string][] = [
  ['unknown event type', 'POST /webhooks', { ...WEBHOOK, events: ['resume.deleted'] }, 'events'],
  ['no events', 'POST /webhooks', { ...WEBHOOK, events: [] }, 'events'],
  ['events left out', 'POST /webhooks', { url: WEBHOOK.url }, 'events'],
  ['duplicate events', 'POST /webhooks', { ...WEBHOOK, events: ['*', '*'] }, 'events'],
  ['unknown field', 'POST /webhooks', { ...WEBHOOK, callback: 'x' }, 'callback'],
  ['ftp: URL', 'POST /webhooks', { ...WEBHOOK, url: 'ftp://example.com/' }, 'url'],
  ['URL with credentials', 'POST /webhooks', { ...WEBHOOK, url: 'https://user:pass@example.com/' }, 'url'],
  ['3 000-character URL', 'POST /webhooks', { ...WEBHOOK, url: `https://example.com/${'a'.repeat(2980)}` }, 'url'],
  ['private address', 'POST /webhooks', { ...WEBHOOK, url: 'https://192.168.1.10/hook' }, 'url'],
  ['loopback in hexadecimal', 'POST /webhooks', { ...WEBHOOK, url: 'http://0x7f000001/' }, 'url'],
  ['wrong type: url', 'POST /webhooks', { ...WEBHOOK, url: ['https://example.com'] }, 'url'],
  ['wrong type: events', 'POST /webhooks', { ...WEBHOOK, events: '*' }, 'events'],
  ['wrong type: ordered', 'POST /webhooks', { ...WEBHOOK, ordered: 'true' }, 'ordered'],
  ['wrong type: headers', 'POST /webhooks', { ...WEBHOOK, headers: 'X: y' }, 'headers'],

  ['short password', 'POST /auth/register', { ...USER, role: undefined, password: 'short' }, 'password'],
  ['no organization', 'POST /auth/register', { ...USER, role: undefined }, 'organizationName'],
  ['unknown field', 'POST /auth/login', { username: 'a', password: 'b', admin: true }, 'admin'],
  ['wrong type: refreshToken', 'POST /auth/refresh', { refreshToken: 5 }, 'refreshToken'],
  ['a role above all', 'POST /users', { ...USER, role: 'OPERATOR' }, 'role'],
  ['bad e-mail address', 'POST /users', { ...USER, email: 'grace' }, 'email'],
  ['another organization', 'POST /users', { ...USER, organizationId: 1 }, 'organizationId'],

  ['no title', 'POST /jobs', { title: ' ' }, 'title'],
  ['wrong type: title', 'POST /jobs', { title: { zh: '工程师' } }, 'title'],
  ['unknown employment', 'POST /jobs', { title: 'Engineer', employmentType: 'SLAVE' }, 'employmentType'],
  ['no name', 'POST /candidates', { email: 'a@example.com' }, 'name'],
  ['wrong type: skills', 'POST /candidates', { name: 'Ada', skills: 'Java' }, 'skills'],
  ['wrong type inside', 'POST /candidates', { name: 'Ada', education: [{ school: 5 }] }, 'education.0.school'],
  ['unknown field inside', 'POST /candidates', { name: 'Ada', education: [{ x: 1 }] }, 'education.0.x'],
  ['bad e-mail address', 'POST /candidates', { name: 'Ada', email: 'a@' }, 'email'],
  ['wrong type: jobId', 'POST /applications', { jobId: '1', candidateId: 1 }, 'jobId'],
  ['an id below 1', 'POST /applications', { jobId: 1, candidateId: 0 }, 'candidateId'],
  ['unknown status', `PATCH /applications/${NO_ROW}/status`, { status: 'FIRED' }, 'status'],
  [
    'a day that does not exist',
    'POST /interviews',
    { ...INTERVIEW, scheduledAt: '2027-02-30T10:00:00' },
    'scheduledAt',
  ],
  ['a time with a zone', 'POST /interviews', { ...INTERVIEW, scheduledAt: '2027-03-01T10:00:00Z' }, 'scheduledAt'],
  ['unknown interview', 'POST /interviews', { ...INTERVIEW, interviewType: 'DINNER' }, 'interviewType'],
  ['no time at all', 'POST /interviews', { ...INTERVIEW, durationMinutes: 0 }, 'durationMinutes'],
  ['score 11', `POST /interviews/${NO_ROW}/complete`, { score: 11, recommendation: 'YES' }, 'score'],
  ['no recommendation', `POST /interviews/${NO_ROW}/complete`, { score: 5 }, 'recommendation'],
  ['wrong type: discardHeld', `POST /webhooks/${NO_ROW}/enable`, { discardHeld: 1 }, 'discardHeld'],
];

/** Query parameters and ids. Status 400. */
const BAD_ADDRESSES: [route: string, field: string][] = [
  ['GET /webhooks/one', 'id'],
  ['GET /webhooks/-1', 'id'],
  ['DELETE /webhooks/1e3', 'id'],
  ['GET /deliveries/0', 'id'],
  ['GET /jobs/%27%20OR%201=1', 'id'],
  ['GET /candidates/99999999999999999999', 'id'],
  ['GET /resumes/tasks/1', 'taskId'],
  ['GET /jobs?limit=0', 'limit'],
  ['GET /candidates?limit=101', 'limit'],
  ['GET /applications?cursor=made-up', 'cursor'],
  ['GET /interviews?sort=asc', 'sort'],
  ['GET /events?type=resume.deleted', 'type'],
  ['GET /events?after=1', 'after'],
  ['GET /admin/webhooks?enabled=no', 'enabled'],
];

/** `test/api/walls.spec.ts` holds that the ids of another organization are 404 on every route that takes one. */
describe.each(DATABASE_KINDS)('bad input on $name', (kind) => {
  let database: TestDatabase;
  let product: Product;
  let organization: Organization;
  let before: unknown;

  beforeAll(async () => {
    database = await kind.create();
    product = await Product.start({ databaseUrl: database.url, env: { WEBHOOK_ALLOWED_NETWORKS: '' } });
    organization = await product.organization();
    before = await everythingStored();
  });
  afterAll(async () => {
    await product.stop();
    await database.drop();
  });
  // Whatever was refused has left nothing, neither rows nor files.
  afterEach(async () => expect(await everythingStored()).toEqual(before));

  async function everythingStored(): Promise<{ rows: Record<string, number>; files: string[] }> {
    const rows: Record<string, number> = {};
    for (const { tableName } of product.app.get(DataSource).entityMetadatas) {
      const [{ count }] = await product.query<{ count: number | string }>(`SELECT COUNT(*) AS count FROM ${tableName}`);
      rows[tableName] = Number(count);
    }
    const { dataDir } = product.app.get(AppConfig);
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [entry.name] : [],
    );
    return { rows, files };
  }

  const call = (route: string, body?: unknown, token = organization.token) => {
    const [method, path] = route.split(' ');
    return product.call(method, path, token, body);
  };

  function expectError({ status, body }: Answer, expected: number, field?: string): void {
    expect({ status, code: body.code, data: body.data }).toEqual({ status: expected, code: expected, data: null });
    expect(body.error).toMatchObject({
      type: expect.stringMatching(/^[a-z_]+\.[a-z_]+$/),
      requestId: expect.stringMatching(/./),
    });
    expect(body.message).toMatch(/^\S.{10,}/);
    if (field !== undefined) expect(body.error?.details.map((detail) => detail.field)).toContain(field);
  }

  it.each(FAULTS)('%s: %s names the field with 400', async (_, route, body, field) => {
    expectError(await call(route, body), 400, field);
  });

  it.each(BAD_ADDRESSES)('%s names %s with 400', async (route, field) => {
    expectError(await call(route), 400, field);
  });

  const withBody = Object.keys(API_ROUTES).filter(
    (route) => /^(POST|PATCH)/.test(route) && !route.startsWith('POST /resumes') && !route.includes('maintenance'),
  );

  it.each(withBody)('broken JSON: %s is 400', async (route) => {
    expectError(await call(route.replace(':id', NO_ROW), '{"url": "https://'), 400, 'body');
  });

  it.each(['POST /webhooks', 'POST /auth/register', 'POST /candidates'])('10 MiB of JSON: %s is 413', async (route) => {
    expectError(await call(route, { ...WEBHOOK, name: 'x'.repeat(10 * MIB) }), 413, 'body');
  });

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    'a body of type %s is 415',
    async (type) => {
      const response = await fetch(`${product.url}/api/v1/webhooks`, {
        method: 'POST',
        headers: { authorization: `Bearer ${organization.token}`, 'content-type': type },
        body: JSON.stringify(WEBHOOK),
      });
      const body = (await response.json()) as Answer['body'];
      expectError({ status: response.status, headers: response.headers, body }, 415, 'content-type');
    },
  );

  describe('a file', () => {
    async function upload(field: string, name: string, content: Buffer | string): Promise<Answer> {
      const form = new FormData();
      form.append(field, new Blob([new Uint8Array(Buffer.from(content))], { type: 'application/pdf' }), name);
      const response = await fetch(`${product.url}/api/v1/resumes`, {
        method: 'POST',
        headers: { authorization: `Bearer ${organization.token}` },
        body: form,
      });
      const body = (await response.json()) as Answer['body'];
      return { status: response.status, headers: response.headers, body };
    }

    it('of the wrong content is 415, whatever its name and type say', async () => {
      const image = resumeFile('failing/renamed-image.pdf');
      expectError(await upload('file', image.name, image.content), 415, 'file');
      expectError(await upload('file', 'program.pdf', Buffer.from('\x7fELF\x02\x01\x01\0\0\0', 'latin1')), 415, 'file');
    });

    it('over the limit is 413', async () => {
      const content = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(10 * MIB, 'x')]);
      expectError(await upload('file', 'large.pdf', content), 413, 'file');
    });

    it('that is empty, missing or in another field is 400', async () => {
      expectError(await upload('file', 'empty.pdf', ''), 400, 'file');
      expectError(await upload('document', 'resume.pdf', resumeFile('zh-utf8.txt').content), 400, 'document');
      expectError(await call('POST /resumes', { file: 'resume.pdf' }), 400, 'file');
    });
  });

  describe('a token that is forged, expired or unsigned', () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const sign = (parts: string, key = KEY, hash = 'sha256') =>
      `${parts}.${createHmac(hash, key).update(parts).digest('base64url')}`;

    function badTokens(): Record<string, string> {
      const [header, claims, signature] = organization.token.split('.');
      const payload = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
      const unsigned = (alg: string) => `${encode({ alg, typ: 'JWT' })}.${claims}.`;
      return {
        'another key': sign(`${header}.${claims}`, 'another key, which is as long as it must be'),
        'changed claims': `${header}.${encode({ ...payload, role: 'OPERATOR', org: null })}.${signature}`,
        expired: sign(`${header}.${encode({ ...payload, iat: 1_600_000_000, exp: 1_600_000_900 })}`),
        'alg none': unsigned('none'),
        'alg None': unsigned('None'),
        'alg none with a signature': `${unsigned('none')}${signature}`,
        'another algorithm': sign(`${encode({ alg: 'HS512', typ: 'JWT' })}.${claims}`, KEY, 'sha512'),
        'no signature': `${header}.${claims}.`,
        nonsense: 'a.b.c',
      };
    }

    it('is nobody’s on every route that wants one', async () => {
      const wanting = Object.entries(API_ROUTES).filter(([, { access }]) => access !== 'public');
      for (const [route] of wanting) {
        const path = route.replace(':id', NO_ROW).replace(/:(taskId|eventId)/, '00000000-0000-4000-8000-000000000000');
        for (const [name, token] of Object.entries(badTokens())) {
          const { status, body, headers } = await call(path, undefined, token);
          const { code, data, error } = body;
          expect({ route, name, status, code, data }).toEqual({ route, name, status: 401, code: 401, data: null });
          expect(error?.type).toMatch(/^auth\.token_(invalid|expired)$/);
          expect(headers.get('www-authenticate')).toBe('Bearer');
        }
      }
    });

    it('does not even get its body judged', async () => {
      expectError(await call('POST /webhooks', { url: 5 }, badTokens().expired), 401);
    });
  });
});
