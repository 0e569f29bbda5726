import { APPLICATION_STATUSES } from '../../src/events';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Client, HiringApp } from './hiring-app';

jest.setTimeout(60_000);

type Status = (typeof APPLICATION_STATUSES)[number];

/** The contract's table, written out once more. */
const LEGAL: Record<Status, Status[]> = {
  PENDING: ['SCREENING', 'REJECTED', 'WITHDRAWN'],
  SCREENING: ['INTERVIEW', 'REJECTED', 'WITHDRAWN'],
  INTERVIEW: ['OFFER', 'REJECTED', 'WITHDRAWN'],
  OFFER: ['HIRED', 'WITHDRAWN'],
  HIRED: [],
  REJECTED: [],
  WITHDRAWN: [],
};
const WAY_TO: Record<Status, Status[]> = {
  PENDING: [],
  SCREENING: ['SCREENING'],
  INTERVIEW: ['SCREENING', 'INTERVIEW'],
  OFFER: ['SCREENING', 'INTERVIEW', 'OFFER'],
  HIRED: ['SCREENING', 'INTERVIEW', 'OFFER', 'HIRED'],
  REJECTED: ['REJECTED'],
  WITHDRAWN: ['WITHDRAWN'],
};

describe.each(DATABASE_KINDS)('applications on $name', (kind) => {
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

  describe('submitting', () => {
    it('makes a PENDING application and one event', async () => {
      const jobId = await api.publishedJob(admin, '高级 Java 工程师');
      const candidateId = await api.candidate(admin, '李四');
      const { result, events } = await api.statedBy(admin, () => admin.post('/applications', { jobId, candidateId }));
      expect(result.status).toBe(200);
      expect(result.body.data).toEqual({
        id: expect.any(Number),
        jobId,
        jobTitle: '高级 Java 工程师',
        candidateId,
        candidateName: '李四',
        status: 'PENDING',
        version: 1,
        createdBy: admin.userId,
        createdAt: '2026-02-20T16:00:00',
        updatedBy: admin.userId,
        updatedAt: '2026-02-20T16:00:00',
      });
      expect(events).toEqual([
        {
          type: 'application.submitted',
          data: {
            applicationId: result.body.data.id,
            jobId,
            jobTitle: '高级 Java 工程师',
            candidateId,
            candidateName: '李四',
            status: 'PENDING',
          },
        },
      ]);
    });

    it('is refused a second time, also after a withdrawal, without an event', async () => {
      const jobId = await api.publishedJob(admin);
      const candidateId = await api.candidate(admin);
      const { id } = await admin.done(admin.post('/applications', { jobId, candidateId }));
      await admin.done(admin.patch(`/applications/${id}/status`, { status: 'WITHDRAWN' }));
      const { result, events } = await api.statedBy(admin, () => admin.post('/applications', { jobId, candidateId }));
      expect(result.status).toBe(409);
      expect(result.body.error?.type).toBe('application.duplicate');
      expect(events).toEqual([]);
    });

    it('is refused for a job that is not published, without an event', async () => {
      const candidateId = await api.candidate(admin);
      const { id: draft } = await admin.done(admin.post('/jobs', { title: 'x' }));
      const closed = await api.publishedJob(admin);
      await admin.done(admin.post(`/jobs/${closed}/close`));
      for (const jobId of [draft, closed]) {
        const { result, events } = await api.statedBy(admin, () => admin.post('/applications', { jobId, candidateId }));
        expect(result.status).toBe(409);
        expect(result.body.error?.type).toBe('job.not_published');
        expect(events).toEqual([]);
      }
    });

    it('is refused for what the organization does not have, without an event', async () => {
      const stranger = await api.organization();
      const jobId = await api.publishedJob(admin);
      const candidateId = await api.candidate(admin);
      const theirs = { jobId: await api.publishedJob(stranger), candidateId: await api.candidate(stranger) };
      const { result, events } = await api.statedBy(admin, async () => [
        await admin.post('/applications', { jobId: theirs.jobId, candidateId }),
        await admin.post('/applications', { jobId, candidateId: theirs.candidateId }),
      ]);
      expect(result.map((answer) => [answer.status, answer.body.error?.type])).toEqual([
        [404, 'job.not_found'],
        [404, 'candidate.not_found'],
      ]);
      expect(events).toEqual([]);
    });
  });

  const pairs = APPLICATION_STATUSES.flatMap((from) => APPLICATION_STATUSES.map((to) => ({ from, to })));
  const legal = pairs.filter(({ from, to }) => LEGAL[from].includes(to));
  const refused = pairs.filter(({ from, to }) => !LEGAL[from].includes(to));

  it.each(legal)('move from $from to $to with one event', async ({ from, to }) => {
    const id = await api.application(admin, ...WAY_TO[from]);
    const { result, events } = await api.statedBy(admin, () =>
      admin.patch(`/applications/${id}/status`, { status: to, note: ' 简历匹配度高 ' }),
    );
    expect(result.body.data).toMatchObject({ id, status: to, updatedBy: admin.userId });
    expect(events).toEqual([
      {
        type: 'application.status_changed',
        data: {
          applicationId: id,
          jobId: result.body.data.jobId,
          jobTitle: result.body.data.jobTitle,
          candidateId: result.body.data.candidateId,
          candidateName: '张三',
          previousStatus: from,
          currentStatus: to,
          note: '简历匹配度高',
          changedBy: admin.userId,
        },
      },
    ]);
  });

  it.each(refused)('do not move from $from to $to, and no event says so', async ({ from, to }) => {
    const id = await api.application(admin, ...WAY_TO[from]);
    const { result, events } = await api.statedBy(admin, () =>
      admin.patch(`/applications/${id}/status`, { status: to }),
    );
    expect(result.status).toBe(409);
    expect(result.body.error?.type).toBe('application.illegal_transition');
    expect(events).toEqual([]);
    expect((await admin.get(`/applications/${id}`)).body.data.status).toBe(from);
  });

  it('refuse a decision that was made from an old version', async () => {
    const id = await api.application(admin, 'SCREENING');
    const { result, events } = await api.statedBy(admin, () =>
      admin.patch(`/applications/${id}/status`, { status: 'REJECTED', version: 1 }),
    );
    expect(result.status).toBe(409);
    expect(result.body.error?.type).toBe('application.version_stale');
    expect(events).toEqual([]);
  });

  it('tell what happened to them, and who did it', async () => {
    const id = await api.application(admin);
    const hr = await api.colleague(admin, 'HR');
    await hr.done(hr.patch(`/applications/${id}/status`, { status: 'SCREENING', note: 'ok' }));
    expect((await admin.get(`/applications/${id}`)).body.data.history).toEqual([
      {
        previousStatus: null,
        currentStatus: 'PENDING',
        note: null,
        changedBy: admin.userId,
        changedAt: '2026-02-20T16:00:00',
      },
      {
        previousStatus: 'PENDING',
        currentStatus: 'SCREENING',
        note: 'ok',
        changedBy: hr.userId,
        changedAt: '2026-02-20T16:00:00',
      },
    ]);
  });

  it.each([
    ['status', { status: 'ACCEPTED' }],
    ['status', {}],
    ['note', { status: 'SCREENING', note: 'x'.repeat(2001) }],
    ['reason', { status: 'SCREENING', reason: 'x' }],
  ])('refuse a wrong %s and name it', async (field, body) => {
    const id = await api.application(admin);
    const answer = await admin.patch(`/applications/${id}/status`, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error?.details.map((detail) => detail.field)).toContain(field);
  });

  it('are listed newest first by job, candidate and status', async () => {
    const owner = await api.organization();
    const first = await api.application(owner, 'SCREENING');
    const jobId = await api.publishedJob(owner);
    const candidateId = await api.candidate(owner);
    const { id: second } = await owner.done(owner.post('/applications', { jobId, candidateId }));
    const third = await api.application(owner);
    const found = async (query: string) =>
      (await owner.done(owner.get(`/applications?${query}`))).items.map((item: { id: number }) => item.id);
    expect(await found('')).toEqual([third, second, first]);
    expect(await found('status=PENDING')).toEqual([third, second]);
    expect(await found(`jobId=${jobId}`)).toEqual([second]);
    expect(await found(`candidateId=${candidateId}`)).toEqual([second]);
    const page = await owner.done(owner.get('/applications?limit=1'));
    expect(await found(`limit=5&cursor=${page.nextCursor}`)).toEqual([second, first]);
    expect((await owner.get('/applications?jobId=x')).status).toBe(400);
  });

  it('do not exist for another organization, and are none of an interviewer’s business', async () => {
    const id = await api.application(admin);
    const stranger = await api.organization();
    expect((await stranger.get(`/applications/${id}`)).status).toBe(404);
    expect((await stranger.patch(`/applications/${id}/status`, { status: 'REJECTED' })).status).toBe(404);
    expect((await stranger.done(stranger.get('/applications'))).items).toEqual([]);
    const interviewer = await api.colleague(admin, 'INTERVIEWER');
    expect((await interviewer.get(`/applications/${id}`)).status).toBe(403);
    expect((await interviewer.patch(`/applications/${id}/status`, { status: 'SCREENING' })).status).toBe(403);
  });
});
