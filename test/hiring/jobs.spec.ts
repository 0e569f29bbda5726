import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Client, HiringApp } from './hiring-app';

jest.setTimeout(60_000);

describe.each(DATABASE_KINDS)('jobs on $name', (kind) => {
  let database: TestDatabase;
  let api: HiringApp;
  let admin: Client;

  beforeAll(async () => {
    database = await kind.create();
    api = await HiringApp.start(database.url);
    admin = await api.organization();
  });
  afterAll(async () => {
    await api.stop();
    await database.drop();
  });

  it('are created as a DRAFT, by an ADMIN or HR', async () => {
    const hr = await api.colleague(admin, 'HR');
    const answer = await hr.post('/jobs', {
      title: '  高级 Java 工程师 ',
      location: '上海',
      employmentType: 'FULL_TIME',
    });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({
      id: expect.any(Number),
      title: '高级 Java 工程师',
      description: null,
      department: null,
      location: '上海',
      employmentType: 'FULL_TIME',
      status: 'DRAFT',
      version: 1,
      createdBy: hr.userId,
      createdAt: '2026-02-20T16:00:00',
      updatedBy: hr.userId,
      updatedAt: '2026-02-20T16:00:00',
      publishedBy: null,
      publishedAt: null,
      closedBy: null,
      closedAt: null,
    });
    expect((await admin.get(`/jobs/${answer.body.data.id}`)).body.data).toEqual(answer.body.data);
    const interviewer = await api.colleague(admin, 'INTERVIEWER');
    expect((await interviewer.post('/jobs', { title: 'x' })).status).toBe(403);
    expect((await interviewer.get('/jobs')).status).toBe(403);
  });

  it.each([
    ['title', {}],
    ['title', { title: '   ' }],
    ['title', { title: 'x'.repeat(201) }],
    ['title', { title: 7 }],
    ['employmentType', { title: 'x', employmentType: 'SOMETIMES' }],
    ['salary', { title: 'x', salary: 1 }],
  ])('refuses a wrong %s and names it', async (field, body) => {
    const answer = await admin.post('/jobs', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error?.details.map((detail) => detail.field)).toContain(field);
  });

  it('go from DRAFT to PUBLISHED to CLOSED and no other way, and say who did it', async () => {
    const { id } = await admin.done(admin.post('/jobs', { title: 'x' }));
    const act = (action: string) => admin.post(`/jobs/${id}/${action}`);
    expect((await act('close')).body.error?.type).toBe('job.illegal_transition');
    expect((await act('publish')).body.data).toMatchObject({
      status: 'PUBLISHED',
      version: 2,
      publishedBy: admin.userId,
      publishedAt: '2026-02-20T16:00:00',
    });
    expect((await act('publish')).status).toBe(409);
    expect((await act('close')).body.data).toMatchObject({ status: 'CLOSED', version: 3, closedBy: admin.userId });
    expect((await act('publish')).status).toBe(409);
    expect((await act('close')).status).toBe(409);
    expect((await admin.patch(`/jobs/${id}`, { version: 3, title: 'y' })).body.error?.type).toBe('job.closed');
  });

  it('are changed only from the current version', async () => {
    const { id } = await admin.done(admin.post('/jobs', { title: 'x', department: 'R&D' }));
    const changed = await admin.patch(`/jobs/${id}`, { version: 1, title: 'y', department: null });
    expect(changed.body.data).toMatchObject({ title: 'y', department: null, version: 2 });
    const stale = await admin.patch(`/jobs/${id}`, { version: 1, title: 'z' });
    expect(stale.status).toBe(409);
    expect(stale.body.error).toMatchObject({ type: 'job.version_stale', details: [{ field: 'version' }] });
    const same = await admin.patch(`/jobs/${id}`, { version: 2, title: 'y' });
    expect(same.body.data.version).toBe(2);
    expect((await admin.patch(`/jobs/${id}`, { title: 'z' })).status).toBe(400);
    expect((await admin.patch(`/jobs/${id}`, { version: 2, title: null })).status).toBe(400);
  });

  it('let one of 50 changes from the same version win', async () => {
    const { id } = await admin.done(admin.post('/jobs', { title: 'x' }));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => admin.patch(`/jobs/${id}`, { version: 1, title: `title ${n}` })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array<number>(49).fill(409)]);
    const winner = answers.find((answer) => answer.status === 200);
    expect((await admin.get(`/jobs/${id}`)).body.data).toEqual(winner?.body.data);
  });

  it('are listed newest first, in pages that stay true while jobs are added, and filtered', async () => {
    const owner = await api.organization();
    const titles = ['Java 工程师', '100% remote', 'java lead', 'QA', 'PM'];
    const ids: number[] = [];
    for (const title of titles) ids.push((await owner.done(owner.post('/jobs', { title }))).id);
    await owner.done(owner.post(`/jobs/${ids[3]}/publish`));

    const first = await owner.done(owner.get('/jobs?limit=2'));
    expect(first.items.map((job: { title: string }) => job.title)).toEqual(['PM', 'QA']);
    await owner.done(owner.post('/jobs', { title: 'added in between' }));
    const second = await owner.done(owner.get(`/jobs?limit=3&cursor=${first.nextCursor}`));
    expect(second.items.map((job: { title: string }) => job.title)).toEqual([
      'java lead',
      '100% remote',
      'Java 工程师',
    ]);
    expect(second.nextCursor).toBeNull();

    const found = async (query: string) =>
      (await owner.done(owner.get(`/jobs?${query}`))).items.map((job: { title: string }) => job.title);
    expect(await found('status=PUBLISHED')).toEqual(['QA']);
    expect(await found('title=JAVA')).toEqual(['java lead', 'Java 工程师']);
    expect(await found('title=%25')).toEqual(['100% remote']);
    expect(await found(`title=${encodeURIComponent('工程')}`)).toEqual(['Java 工程师']);
    expect((await owner.get('/jobs?status=OPEN')).status).toBe(400);
    expect((await owner.get('/jobs?cursor=nonsense')).body.error?.type).toBe('request.invalid_cursor');
  });

  it('do not exist for another organization', async () => {
    const { id } = await admin.done(admin.post('/jobs', { title: 'secret' }));
    const stranger = await api.organization();
    expect((await stranger.get(`/jobs/${id}`)).status).toBe(404);
    expect((await stranger.patch(`/jobs/${id}`, { version: 1, title: 'mine' })).status).toBe(404);
    expect((await stranger.post(`/jobs/${id}/publish`)).status).toBe(404);
    expect((await stranger.post(`/jobs/${id}/close`)).status).toBe(404);
    expect((await stranger.done(stranger.get('/jobs'))).items).toEqual([]);
  });

  it('state no event', async () => {
    const { events } = await api.statedBy(admin, () => api.publishedJob(admin));
    expect(events).toEqual([]);
  });
});
