import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Answer, type Client, HiringApp } from './hiring-app';

const CLIENTS = 50;
jest.setTimeout(60_000);

describe.each(DATABASE_KINDS)('50 clients at once on $name', (kind) => {
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

  const atOnce = (send: (n: number) => Promise<Answer>) =>
    api.statedBy(admin, () => Promise.all(Array.from({ length: CLIENTS }, (_, n) => send(n))));
  const statuses = (answers: Answer[]) => answers.map((answer) => answer.status).sort();
  const oneWinner = [200, ...Array<number>(CLIENTS - 1).fill(409)];

  it('submit the same application: one is taken, and told', async () => {
    const jobId = await api.publishedJob(admin);
    const candidateId = await api.candidate(admin);
    const { result, events } = await atOnce(() => admin.post('/applications', { jobId, candidateId }));
    expect(statuses(result)).toEqual(oneWinner);
    expect(events.map((event) => event.type)).toEqual(['application.submitted']);
  });

  it('change one status to the same: one does, and its note is told', async () => {
    const id = await api.application(admin);
    const { result, events } = await atOnce((n) =>
      admin.patch(`/applications/${id}/status`, { status: 'SCREENING', note: `client ${n}` }),
    );
    expect(statuses(result)).toEqual(oneWinner);
    const winner = result.findIndex((answer) => answer.status === 200);
    expect(events.map((event) => event.data.note)).toEqual([`client ${winner}`]);
  });

  it('decide differently from the same version: one decision holds', async () => {
    const id = await api.application(admin);
    const { result, events } = await atOnce((n) =>
      admin.patch(`/applications/${id}/status`, {
        status: ['SCREENING', 'REJECTED', 'WITHDRAWN'][n % 3],
        version: 1,
      }),
    );
    expect(statuses(result)).toEqual(oneWinner);
    const winner = result.find((answer) => answer.status === 200);
    expect(events.map((event) => event.data.currentStatus)).toEqual([winner?.body.data.status]);
  });

  it('schedule the same interviewer, whom nobody has scheduled before, on 50 applications: one gets the time', async () => {
    const interviewer = await api.colleague(admin, 'INTERVIEWER');
    const applications: number[] = [];
    for (let n = 0; n < CLIENTS; n++) applications.push(await api.application(admin, 'SCREENING'));
    const { result, events } = await atOnce((n) =>
      admin.post('/interviews', {
        applicationId: applications[n],
        interviewerId: interviewer.userId,
        interviewType: 'PHONE',
        scheduledAt: `2027-01-10T10:${String(n % 30).padStart(2, '0')}:00`,
        durationMinutes: 60,
      }),
    );
    expect(statuses(result)).toEqual(oneWinner);
    const winner = result.find((answer) => answer.status === 200);
    expect(events.map((event) => [event.type, event.data.applicationId])).toEqual([
      ['application.status_changed', winner?.body.data.applicationId],
      ['interview.scheduled', winner?.body.data.applicationId],
    ]);
  });

  it('move 50 interviews of one interviewer to the same time: one gets it', async () => {
    const interviewer = await api.colleague(admin, 'INTERVIEWER');
    const ids: number[] = [];
    for (let n = 0; n < CLIENTS; n++) {
      const applicationId = await api.application(admin, 'SCREENING');
      const { id } = await admin.done(
        admin.post('/interviews', {
          applicationId,
          interviewerId: interviewer.userId,
          interviewType: 'PHONE',
          scheduledAt: `2027-${String(Math.floor(n / 25) + 3).padStart(2, '0')}-${String((n % 25) + 1).padStart(2, '0')}T10:00:00`,
        }),
      );
      ids.push(id as number);
    }
    const { result, events } = await atOnce((n) =>
      admin.post(`/interviews/${ids[n]}/reschedule`, { scheduledAt: '2027-06-01T10:00:00' }),
    );
    expect(statuses(result)).toEqual(oneWinner);
    expect(events.map((event) => event.data.rescheduled)).toEqual([true]);
  });

  it('end one interview, half by completing and half by cancelling: one way is told', async () => {
    const applicationId = await api.application(admin, 'SCREENING');
    const { id } = await admin.done(
      admin.post('/interviews', {
        applicationId,
        interviewerId: admin.userId,
        interviewType: 'PHONE',
        scheduledAt: '2027-07-01T10:00:00',
      }),
    );
    const { result, events } = await atOnce((n) =>
      n % 2 === 0
        ? admin.post(`/interviews/${id}/complete`, { score: 5, recommendation: 'NEUTRAL' })
        : admin.post(`/interviews/${id}/cancel`, { reason: 'x' }),
    );
    expect(statuses(result)).toEqual(oneWinner);
    const winner = result.find((answer) => answer.status === 200);
    expect(events.map((event) => event.type)).toEqual([`interview.${winner?.body.data.status.toLowerCase()}`]);
  });

  it('apply while the job closes: whoever was let in came before, and the rest are refused', async () => {
    const jobId = await api.publishedJob(admin);
    const candidates: number[] = [];
    for (let n = 0; n < 20; n++) candidates.push(await api.candidate(admin));
    const { result, events } = await api.statedBy(admin, () =>
      Promise.all([
        ...candidates.slice(0, 10).map((candidateId) => admin.post('/applications', { jobId, candidateId })),
        admin.post(`/jobs/${jobId}/close`),
        ...candidates.slice(10).map((candidateId) => admin.post('/applications', { jobId, candidateId })),
      ]),
    );
    expect(result[10].status).toBe(200);
    const taken = result.filter((answer, n) => n !== 10 && answer.status === 200);
    expect(events).toHaveLength(taken.length);
    expect(result.every((answer) => [200, 409].includes(answer.status))).toBe(true);
    expect((await admin.post('/applications', { jobId, candidateId: candidates[19] })).status).toBe(409);
  });
});
