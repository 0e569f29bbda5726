import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { UnitOfWork } from '../../src/database';
import { DomainEvents } from '../../src/events';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Client, HiringApp } from '../hiring/hiring-app';

jest.setTimeout(60_000);

const ORGANIZATIONS = 120;
const announcement = {
  title: '系统升级',
  message: '系统将于今晚升级。',
  startsAt: '2026-02-21T02:00:00',
  endsAt: '2026-02-21T04:00:00',
};

describe.each(DATABASE_KINDS)('maintenance on $name', (kind) => {
  let database: TestDatabase;
  let api: HiringApp;
  let operator: Client;

  beforeEach(async () => {
    database = await kind.create();
    api = await HiringApp.start(database.url);
    const dataSource = api.app.get(DataSource);
    const rows = Array.from({ length: ORGANIZATIONS }, (_, n) => `('organization ${n}', 0)`).join(', ');
    await dataSource.query(`INSERT INTO organizations (name, created_at) VALUES ${rows}`);
    operator = await api.operator();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await api.stop();
    await database.drop();
  });

  const told = async () => {
    const rows = await api.query<{ organization_id: number; message: string }>(
      `SELECT organization_id, message FROM outbox WHERE type = 'system.maintenance'
       UNION ALL SELECT organization_id, message FROM events WHERE type = 'system.maintenance'`,
    );
    return rows.map((row) => ({
      organizationId: Number(row.organization_id),
      data: (JSON.parse(row.message) as { data: unknown }).data,
    }));
  };
  const everyOrganizationOnce = async () => {
    const all = await api.query<{ id: number }>('SELECT id FROM organizations ORDER BY id');
    const found = (await told()).map((event) => event.organizationId).sort((a, b) => a - b);
    return expect(found).toEqual(all.map((row) => Number(row.id)));
  };

  it('is announced to every organization once, in units of work of at most 50', async () => {
    const unitOfWork = api.app.get(UnitOfWork);
    const events = api.app.get(DomainEvents);
    const publish = events.publish.bind(events);
    const sizes: number[] = [];
    let inThisUnit = 0;
    jest.spyOn(events, 'publish').mockImplementation((...fact) => {
      if (inThisUnit++ === 0) {
        unitOfWork.afterCommit(() => {
          sizes.push(inThisUnit);
          inThisUnit = 0;
        });
      }
      return publish(...fact);
    });
    const answer = await operator.post('/system/maintenance', announcement);
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({
      id: expect.any(Number),
      ...announcement,
      organizationCount: ORGANIZATIONS,
      createdAt: '2026-02-20T16:00:00',
    });
    expect(sizes).toEqual([50, 50, 20]);
    await everyOrganizationOnce();
    expect((await told())[0].data).toEqual(announcement);
  });

  it('goes on after a crash in the middle, and tells nobody twice', async () => {
    const events = api.app.get(DomainEvents);
    const publish = events.publish.bind(events);
    let published = 0;
    jest.spyOn(events, 'publish').mockImplementation((...fact) => {
      if (++published > 70) throw new Error('crash');
      return publish(...fact);
    });
    expect((await operator.post('/system/maintenance', announcement)).status).toBe(500);
    // The second batch went down as a whole.
    expect(await told()).toHaveLength(50);
    await api.stop();
    jest.restoreAllMocks();

    api = await HiringApp.start(database.url);
    api.clock.advance(2_000);
    const deadline = Date.now() + 5_000;
    while ((await told()).length < ORGANIZATIONS && Date.now() < deadline) await delay(20);
    await everyOrganizationOnce();
    api.clock.advance(60_000);
    await delay(100);
    await everyOrganizationOnce();
  });

  it('is announced by an operator only, and only where it makes sense', async () => {
    const admin = await api.organization();
    expect((await admin.post('/system/maintenance', announcement)).status).toBe(403);
    expect((await api.request('POST', '/system/maintenance', undefined, announcement)).status).toBe(401);
    const refused = async (more: object) => {
      const { status, body } = await operator.post('/system/maintenance', { ...announcement, ...more });
      return [status, body.error?.type, body.error?.details[0]?.field];
    };
    expect(await refused({ endsAt: announcement.startsAt })).toEqual([422, 'maintenance.ends_before_start', 'endsAt']);
    expect(await refused({ startsAt: 'tonight' })).toEqual([400, 'request.validation_failed', 'startsAt']);
    expect(await refused({ title: ' ' })).toEqual([400, 'request.validation_failed', 'title']);
    expect(await refused({ message: undefined })).toEqual([400, 'request.validation_failed', 'message']);
    expect(await told()).toEqual([]);
  });
});
