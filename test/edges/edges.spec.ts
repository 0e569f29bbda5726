import { Readiness } from '../../src/common';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { HiringApp } from '../hiring/hiring-app';

jest.setTimeout(60_000);

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test says what it expects
const parse = (text: string): any => JSON.parse(text);

describe('the edges', () => {
  let database: TestDatabase;
  let api: HiringApp;

  beforeAll(async () => {
    database = await DATABASE_KINDS[0].create();
    api = await HiringApp.start(database.url);
  });
  afterAll(async () => {
    await api.stop();
    await database.drop();
  });

  /** Without a token, outside the base path. */
  const get = async (path: string) => {
    const response = await fetch(api.origin + path);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: () => parse(text) };
  };

  describe('health', () => {
    const readiness = () => api.app.get(Readiness);
    afterEach(() => readiness().register('redis', () => Promise.resolve({ status: 'ok' })));

    it('is live and ready while all is well', async () => {
      const live = await get('/health/live');
      expect([live.status, live.json()]).toEqual([200, { code: 200, message: 'success', data: { status: 'ok' } }]);
      const ready = await get('/health/ready');
      expect(ready.status).toBe(200);
      expect(ready.json().data).toMatchObject({
        status: 'ok',
        parts: { database: { status: 'ok', reason: null } },
      });
    });

    it('is degraded, and says why, where a part is away that it can go on without', async () => {
      readiness().register('redis', () => Promise.resolve({ status: 'degraded', reason: 'cannot be reached' }));
      const ready = await get('/health/ready');
      expect(ready.status).toBe(200);
      expect(ready.json().data).toMatchObject({
        status: 'degraded',
        parts: { database: { status: 'ok' }, redis: { status: 'degraded', reason: 'cannot be reached' } },
      });
    });

    it.each([
      ['is down', () => Promise.resolve({ status: 'down' as const, reason: 'is away' }), 'is away'],
      ['throws', () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7')), 'cannot be reached'],
      ['never answers', () => new Promise<never>(() => undefined), 'did not answer within 2000 ms'],
    ])('is not ready, but live, where a part %s', async (_name, check, message) => {
      readiness().register('redis', check);
      const ready = await get('/health/ready');
      expect(ready.status).toBe(503);
      expect(ready.json()).toMatchObject({
        code: 503,
        data: null,
        error: { type: 'service.unavailable', details: [{ field: 'redis', message }] },
      });
      expect((await get('/health/live')).status).toBe(200);
    });
  });

  it('metrics count requests by route template, so that nobody can make series', async () => {
    const admin = await api.organization();
    for (const id of [1, 2, 3]) await admin.get(`/jobs/${id}`);
    for (const path of ['/wp-admin', '/.env', '/jobs.php']) await get(path);
    const metrics = await get('/metrics');
    expect(metrics.status).toBe(200);
    expect(metrics.headers.get('content-type')).toMatch('text/plain; version=0.0.4');
    expect(metrics.text).toMatch(
      /smartats_http_requests_total\{method="GET",route="\/api\/v1\/jobs\/:id",status="404"\} 3/,
    );
    expect(metrics.text).toMatch(/smartats_http_requests_total\{method="GET",route="none",status="404"\} 3/);
    expect(metrics.text).not.toMatch(/wp-admin/);
    expect(metrics.text).toMatch(/^process_cpu_seconds_total /m);
    expect(metrics.text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  });

  describe('the description of the API', () => {
    it('is an OpenAPI document of every route, with the envelope and the status that answers really have', async () => {
      const document = (await get('/docs-json')).json();
      expect(document.openapi).toMatch(/^3\./);
      expect(document.components.securitySchemes.bearer).toMatchObject({ type: 'http', scheme: 'bearer' });
      const operations = Object.entries(document.paths as Record<string, Record<string, object>>).flatMap(
        ([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
      );
      const named = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
      expect(named).toEqual(
        expect.arrayContaining([
          'POST /api/v1/auth/login',
          'POST /api/v1/webhooks',
          'POST /api/v1/jobs/{id}/publish',
          'PATCH /api/v1/applications/{id}/status',
          'POST /api/v1/interviews/{id}/reschedule',
          'POST /api/v1/system/maintenance',
          'GET /health/ready',
        ]),
      );
      for (const { path, operation } of operations) {
        const { responses, security } = operation as {
          responses: Record<string, { content?: Record<string, { schema: { properties?: object } }> }>;
          security?: object[];
        };
        expect(Object.keys(responses).filter((status) => status.startsWith('2'))).toEqual(['200']);
        const json = responses['200'].content?.['application/json'];
        if (json) expect(Object.keys(json.schema.properties ?? {})).toEqual(['code', 'message', 'data']);
        const isPublic = /\/auth\/(login|register|refresh)$|^\/health\//.test(path);
        expect([path, security]).toEqual([path, isPublic ? [] : [{ bearer: [] }]]);
      }
    });

    it('says which roles may call a route', async () => {
      const { paths } = (await get('/docs-json')).json();
      expect(paths['/api/v1/jobs'].post['x-roles']).toEqual(['ADMIN', 'HR']);
      expect(paths['/api/v1/interviews/{id}/complete'].post['x-roles']).toEqual(['ADMIN', 'HR', 'INTERVIEWER']);
      expect(paths['/api/v1/interviews/{id}/cancel'].post['x-roles']).toEqual(['ADMIN', 'HR']);
      expect(paths['/api/v1/auth/login'].post['x-roles']).toEqual([]);
      expect(paths['/api/v1/auth/me'].get['x-roles']).toContain('OPERATOR');
    });

    it('is a page for browsers that obeys its own content security policy, over http too', async () => {
      const page = await get('/docs');
      expect(page.status).toBe(200);
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/script-src 'self'(;|$)/);
      expect(policy).not.toMatch(/upgrade-insecure-requests/);
      const scripts = [...page.text.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)];
      expect(scripts.length).toBeGreaterThan(0);
      for (const [, attributes, inline] of scripts) {
        expect(inline.trim()).toBe('');
        const source = /src="\.\/([^"]+)"/.exec(attributes)?.[1];
        expect((await get(`/${source}`)).status).toBe(200);
      }
    });

    it('is Markdown for readers', async () => {
      const markdown = await get('/docs/api.md');
      expect(markdown.status).toBe(200);
      expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
      expect(markdown.text).toMatch(/^# SmartATS API/);
      const { paths } = (await get('/docs-json')).json();
      for (const path of Object.keys(paths as object)) expect(markdown.text).toContain(` ${path}\n`);
    });
  });
});
