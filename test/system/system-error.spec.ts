import { setTimeout as delay } from 'node:timers/promises';
import { UnexpectedErrorReporter } from '../../src/common';
import { UnitOfWork } from '../../src/database';
import { JobsService } from '../../src/jobs';
import { MaintenanceService } from '../../src/system/maintenance.service';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Client, HiringApp } from '../hiring/hiring-app';

jest.setTimeout(60_000);

/** Long enough for an event that should not come. */
const GRACE_MS = 150;

describe.each(DATABASE_KINDS)('system.error on $name', (kind) => {
  let database: TestDatabase;
  let api: HiringApp;

  beforeAll(async () => {
    database = await kind.create();
    api = await HiringApp.start(database.url);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await api.stop();
    await database.drop();
  });

  const breakJobs = (app = api.app) => {
    const jobs = app.get(JobsService);
    jest.spyOn(jobs, 'create').mockRejectedValue(new Error('张三 <zhangsan@example.com> is not a number'));
    jest.spyOn(jobs, 'list').mockRejectedValue(new Error('boom'));
  };
  const errorsOf = async (client: Client, expected: number) => {
    const deadline = Date.now() + 5_000;
    let errors = await api.eventsOf(client.organizationId);
    while (errors.length < expected && Date.now() < deadline) {
      await delay(20);
      errors = await api.eventsOf(client.organizationId);
    }
    await delay(GRACE_MS);
    errors = await api.eventsOf(client.organizationId);
    expect(errors.every((event) => event.type === 'system.error')).toBe(true);
    return errors.map((event) => event.data as { errorId: string; source: string; message: string });
  };

  it('tells the organization where and under which number its request failed, and nothing of why', async () => {
    const admin = await api.organization();
    breakJobs();
    const answer = await admin.post('/jobs', { title: 'x' });
    expect(answer.status).toBe(500);
    expect(answer.body.error?.type).toBe('internal.unexpected');
    const [error, ...more] = await errorsOf(admin, 1);
    expect(more).toEqual([]);
    expect(error).toEqual({
      errorId: answer.body.error?.requestId,
      source: 'POST /api/v1/jobs',
      message: expect.any(String),
    });
    expect(JSON.stringify(error)).not.toMatch(/张三|zhangsan|is not a number|\.ts|\.js/);
  });

  it('comes at most once a minute for a source and an organization', async () => {
    const admin = await api.organization();
    const other = await api.organization();
    breakJobs();
    await Promise.all(Array.from({ length: 20 }, () => admin.post('/jobs', { title: 'x' })));
    expect(await errorsOf(admin, 1)).toHaveLength(1);
    await admin.get('/jobs');
    expect((await errorsOf(admin, 2)).map((error) => error.source)).toEqual(['POST /api/v1/jobs', 'GET /api/v1/jobs']);
    await other.post('/jobs', { title: 'x' });
    expect(await errorsOf(other, 1)).toHaveLength(1);
    api.clock.advance(59_999);
    await admin.post('/jobs', { title: 'x' });
    expect(await errorsOf(admin, 2)).toHaveLength(2);
    api.clock.advance(1);
    await admin.post('/jobs', { title: 'x' });
    expect(await errorsOf(admin, 3)).toHaveLength(3);
  });

  it('does not come for what the client did wrong, and not for an operator', async () => {
    const admin = await api.organization();
    expect((await admin.post('/jobs', { title: '' })).status).toBe(400);
    expect((await admin.get('/jobs/999999')).status).toBe(404);
    expect(await errorsOf(admin, 0)).toEqual([]);
    const operator = await api.operator();
    jest.spyOn(api.app.get(MaintenanceService), 'announce').mockRejectedValue(new Error('boom'));
    const body = { title: 'x', message: 'x', startsAt: '2027-01-01T00:00:00', endsAt: '2027-01-01T01:00:00' };
    const everything = () => api.query<{ id: number }>('SELECT id FROM outbox UNION ALL SELECT id FROM events');
    const before = (await everything()).length;
    expect((await operator.post('/system/maintenance', body)).status).toBe(500);
    await delay(GRACE_MS);
    expect(await everything()).toHaveLength(before);
  });

  it('is told by background work too, even from inside a unit of work that fails', async () => {
    const admin = await api.organization();
    const reporter = api.app.get(UnexpectedErrorReporter);
    const context = { source: 'resumes.parse', organizationId: admin.organizationId, errorId: 'task-1' };
    await api.app
      .get(UnitOfWork)
      .run(() => {
        reporter.report(new Error('boom'), context);
        return Promise.reject(new Error('rolled back'));
      })
      .catch(() => undefined);
    expect(await errorsOf(admin, 1)).toMatchObject([{ source: 'resumes.parse', errorId: 'task-1' }]);
  });

  if (kind.name === 'MySQL') {
    it('comes once, whichever of several processes fails', async () => {
      const second = await HiringApp.start(database.url);
      try {
        const admin = await api.organization();
        const context = { source: 'resumes.parse', organizationId: admin.organizationId, errorId: 'task-1' };
        for (const { app } of [api, second, api, second]) {
          app.get(UnexpectedErrorReporter).report(new Error('boom'), context);
        }
        expect(await errorsOf(admin, 1)).toHaveLength(1);
      } finally {
        await second.stop();
      }
    });
  }
});
