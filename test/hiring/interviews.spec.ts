import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Client, HiringApp } from './hiring-app';

jest.setTimeout(60_000);

describe.each(DATABASE_KINDS)('interviews on $name', (kind) => {
  let database: TestDatabase;
  let api: HiringApp;
  let admin: Client;
  let interviewer: Client;
  let day = 1;

  beforeAll(async () => {
    database = await kind.create();
    api = await HiringApp.start(database.url);
    admin = await api.organization();
    interviewer = await api.colleague(admin, 'INTERVIEWER');
  });
  afterAll(async () => {
    await api.stop();
    await database.drop();
  });

  /** A day on which the interviewer is free. */
  const freeDay = () =>
    `2027-${String(Math.ceil(++day / 28)).padStart(2, '0')}-${String((day % 28) + 1).padStart(2, '0')}`;
  const request = (applicationId: number, more: object = {}) => ({
    applicationId,
    interviewerId: interviewer.userId,
    interviewType: 'VIDEO',
    scheduledAt: `${freeDay()}T10:00:00`,
    durationMinutes: 60,
    ...more,
  });
  /** An interview on an application that is at INTERVIEW. */
  const scheduled = async (more: object = {}) => {
    const applicationId = await api.application(admin, 'SCREENING', 'INTERVIEW');
    return (await admin.done(admin.post('/interviews', request(applicationId, more)))) as {
      id: number;
      applicationId: number;
      candidateId: number;
      jobId: number;
      scheduledAt: string;
    };
  };
  const completion = { score: 9, recommendation: 'STRONG_YES' };

  describe('scheduling', () => {
    it('on a SCREENING application moves it to INTERVIEW, with both events in this order', async () => {
      const applicationId = await api.application(admin, 'SCREENING');
      const body = request(applicationId);
      const { result, events } = await api.statedBy(admin, () => admin.post('/interviews', body));
      expect(result.status).toBe(200);
      const { id, candidateId, jobId } = result.body.data;
      expect(result.body.data).toEqual({
        ...body,
        id,
        candidateId,
        jobId,
        round: 1,
        status: 'SCHEDULED',
        score: null,
        recommendation: null,
        feedback: null,
        cancelReason: null,
        version: 1,
        createdBy: admin.userId,
        createdAt: '2026-02-20T16:00:00',
        updatedBy: admin.userId,
        updatedAt: '2026-02-20T16:00:00',
        completedAt: null,
        cancelledAt: null,
      });
      expect(events).toEqual([
        {
          type: 'application.status_changed',
          data: expect.objectContaining({
            applicationId,
            previousStatus: 'SCREENING',
            currentStatus: 'INTERVIEW',
            note: null,
            changedBy: admin.userId,
          }),
        },
        {
          type: 'interview.scheduled',
          data: {
            interviewId: id,
            applicationId,
            candidateId,
            jobId,
            interviewerId: interviewer.userId,
            interviewerName: expect.stringMatching(/^interviewer/),
            round: 1,
            interviewType: 'VIDEO',
            scheduledAt: body.scheduledAt,
            durationMinutes: 60,
            rescheduled: false,
          },
        },
      ]);
      expect((await admin.get(`/applications/${applicationId}`)).body.data.status).toBe('INTERVIEW');
    });

    it('on an INTERVIEW application states one event, and counts the rounds', async () => {
      const first = await scheduled();
      const { result, events } = await api.statedBy(admin, () =>
        admin.post('/interviews', request(first.applicationId)),
      );
      expect(result.body.data.round).toBe(2);
      expect(events.map((event) => [event.type, event.data.round])).toEqual([['interview.scheduled', 2]]);
    });

    it.each([
      [[]],
      [['SCREENING', 'INTERVIEW', 'OFFER']],
      [['SCREENING', 'INTERVIEW', 'OFFER', 'HIRED']],
      [['REJECTED']],
      [['WITHDRAWN']],
    ])('is refused where the application went by %p, without an event', async (way) => {
      const applicationId = await api.application(admin, ...way);
      const { result, events } = await api.statedBy(admin, () => admin.post('/interviews', request(applicationId)));
      expect(result.status).toBe(409);
      expect(result.body.error?.type).toBe('application.not_interviewable');
      expect(events).toEqual([]);
    });

    it('is refused where the interviewer is busy, and then the application has not moved either', async () => {
      const date = freeDay();
      await scheduled({ scheduledAt: `${date}T10:00:00`, durationMinutes: 60 });
      const applicationId = await api.application(admin, 'SCREENING');
      for (const [scheduledAt, durationMinutes] of [
        [`${date}T10:00:00`, 60],
        [`${date}T09:30:00`, 31],
        [`${date}T10:59:59`, 1],
        [`${date}T10:15:00`, 15],
        [`${date}T08:00:00`, 600],
      ] as const) {
        const { result, events } = await api.statedBy(admin, () =>
          admin.post('/interviews', request(applicationId, { scheduledAt, durationMinutes })),
        );
        expect([scheduledAt, result.status]).toEqual([scheduledAt, 409]);
        expect(result.body.error?.type).toBe('interview.interviewer_busy');
        expect(events).toEqual([]);
      }
      expect((await admin.get(`/applications/${applicationId}`)).body.data.status).toBe('SCREENING');
      // Back to back is not at once; and another interviewer is free.
      await admin.done(admin.post('/interviews', request(applicationId, { scheduledAt: `${date}T11:00:00` })));
      await admin.done(admin.post('/interviews', request(applicationId, { scheduledAt: `${date}T09:00:00` })));
      await admin.done(
        admin.post(
          '/interviews',
          request(applicationId, { scheduledAt: `${date}T10:00:00`, interviewerId: admin.userId }),
        ),
      );
    });

    it('may use a time that a cancelled or completed interview had', async () => {
      const cancelled = await scheduled();
      await admin.done(admin.post(`/interviews/${cancelled.id}/cancel`));
      const completed = await scheduled({ scheduledAt: cancelled.scheduledAt });
      await admin.done(admin.post(`/interviews/${completed.id}/complete`, completion));
      await scheduled({ scheduledAt: cancelled.scheduledAt });
    });

    it.each([
      ['scheduledAt', { scheduledAt: '2027-02-30T10:00:00' }],
      ['scheduledAt', { scheduledAt: '2027-02-20T10:00:00Z' }],
      ['scheduledAt', { scheduledAt: undefined }],
      ['durationMinutes', { durationMinutes: 0 }],
      ['durationMinutes', { durationMinutes: 1441 }],
      ['interviewType', { interviewType: 'TELEPATHY' }],
      ['interviewerId', { interviewerId: 'bob' }],
      ['round', { round: 1.5 }],
      ['room', { room: 'A' }],
    ])('refuses a wrong %s and names it: %p', async (field, more) => {
      const applicationId = await api.application(admin, 'SCREENING');
      const { result, events } = await api.statedBy(admin, () =>
        admin.post('/interviews', request(applicationId, more)),
      );
      expect(result.status).toBe(400);
      expect(result.body.error?.details.map((detail) => detail.field)).toContain(field);
      expect(events).toEqual([]);
    });

    it('is refused for an application or an interviewer of another organization', async () => {
      const stranger = await api.organization();
      const applicationId = await api.application(admin, 'SCREENING');
      const theirs = await api.application(stranger, 'SCREENING');
      const { result, events } = await api.statedBy(admin, async () => [
        await admin.post('/interviews', request(applicationId, { interviewerId: stranger.userId })),
        await admin.post('/interviews', request(theirs)),
      ]);
      expect(result.map((answer) => [answer.status, answer.body.error?.type])).toEqual([
        [404, 'interview.interviewer_not_found'],
        [404, 'application.not_found'],
      ]);
      expect(events).toEqual([]);
    });
  });

  describe('rescheduling', () => {
    it('states interview.scheduled again, marked', async () => {
      const { id } = await scheduled();
      const scheduledAt = `${freeDay()}T15:30:00`;
      const other = await api.colleague(admin, 'INTERVIEWER');
      const { result, events } = await api.statedBy(admin, () =>
        admin.post(`/interviews/${id}/reschedule`, { scheduledAt, durationMinutes: 45, interviewerId: other.userId }),
      );
      expect(result.body.data).toMatchObject({ id, scheduledAt, durationMinutes: 45, version: 2 });
      expect(events).toEqual([
        {
          type: 'interview.scheduled',
          data: expect.objectContaining({
            interviewId: id,
            interviewerId: other.userId,
            scheduledAt,
            durationMinutes: 45,
            rescheduled: true,
          }),
        },
      ]);
    });

    it('to what it already is changes nothing and states nothing', async () => {
      const { id, scheduledAt } = await scheduled();
      const { result, events } = await api.statedBy(admin, () =>
        admin.post(`/interviews/${id}/reschedule`, { scheduledAt }),
      );
      expect(result.body.data.version).toBe(1);
      expect(events).toEqual([]);
    });

    it('may overlap with its own old time, but not with another interview', async () => {
      const date = freeDay();
      const { id } = await scheduled({ scheduledAt: `${date}T10:00:00` });
      await scheduled({ scheduledAt: `${date}T12:00:00` });
      await admin.done(admin.post(`/interviews/${id}/reschedule`, { scheduledAt: `${date}T10:30:00` }));
      const { result, events } = await api.statedBy(admin, () =>
        admin.post(`/interviews/${id}/reschedule`, { scheduledAt: `${date}T11:30:00` }),
      );
      expect(result.body.error?.type).toBe('interview.interviewer_busy');
      expect(events).toEqual([]);
    });

    it('is refused from an old version, and where the application has moved on', async () => {
      const { id, applicationId } = await scheduled();
      await admin.done(
        admin.post(`/interviews/${id}/reschedule`, { scheduledAt: `${freeDay()}T10:00:00`, version: 1 }),
      );
      await admin.done(admin.patch(`/applications/${applicationId}/status`, { status: 'REJECTED' }));
      const { id: other } = await scheduled();
      await admin.done(admin.post(`/interviews/${other}/reschedule`, { scheduledAt: `${freeDay()}T10:00:00` }));
      const { result, events } = await api.statedBy(admin, async () => [
        await admin.post(`/interviews/${id}/reschedule`, { scheduledAt: `${freeDay()}T10:00:00` }),
        await admin.post(`/interviews/${other}/reschedule`, { scheduledAt: `${freeDay()}T10:00:00`, version: 1 }),
      ]);
      expect(result.map((answer) => [answer.status, answer.body.error?.type])).toEqual([
        [409, 'application.not_interviewable'],
        [409, 'interview.version_stale'],
      ]);
      expect(events).toEqual([]);
    });
  });

  describe('the end', () => {
    it('by completion states score and recommendation, never the feedback', async () => {
      const { id, applicationId, candidateId, jobId } = await scheduled();
      const { result, events } = await api.statedBy(admin, () =>
        interviewer.post(`/interviews/${id}/complete`, { ...completion, feedback: '表达清楚' }),
      );
      expect(result.body.data).toMatchObject({
        ...completion,
        status: 'COMPLETED',
        feedback: '表达清楚',
        completedAt: '2026-02-20T16:00:00',
        cancelledAt: null,
        updatedBy: interviewer.userId,
      });
      const completedAt = '2026-02-20T16:00:00';
      expect(events).toEqual([
        {
          type: 'interview.completed',
          data: { interviewId: id, applicationId, candidateId, jobId, round: 1, ...completion, completedAt },
        },
      ]);
    });

    it.each([['候选人临时有事'], [undefined]])('by cancellation states the reason: %p', async (reason) => {
      const { id, applicationId, candidateId, jobId } = await scheduled();
      const { result, events } = await api.statedBy(admin, () =>
        admin.post(`/interviews/${id}/cancel`, reason && { reason }),
      );
      expect(result.body.data).toMatchObject({ status: 'CANCELLED', cancelReason: reason ?? null, completedAt: null });
      expect(events).toEqual([
        {
          type: 'interview.cancelled',
          data: { interviewId: id, applicationId, candidateId, jobId, round: 1, reason: reason ?? null },
        },
      ]);
    });

    it.each(['complete', 'cancel'] as const)(
      'by %s is final: whatever follows is refused without an event',
      async (end) => {
        const { id } = await scheduled();
        const bodies = { complete: completion, cancel: {}, reschedule: { scheduledAt: `${freeDay()}T10:00:00` } };
        await admin.done(admin.post(`/interviews/${id}/${end}`, bodies[end]));
        for (const action of ['complete', 'cancel', 'reschedule'] as const) {
          const { result, events } = await api.statedBy(admin, () =>
            admin.post(`/interviews/${id}/${action}`, bodies[action]),
          );
          expect([action, result.status, result.body.error?.type]).toEqual([
            action,
            409,
            'interview.illegal_transition',
          ]);
          expect(events).toEqual([]);
        }
      },
    );

    it.each([
      ['score', { score: 0, recommendation: 'YES' }],
      ['score', { score: 11, recommendation: 'YES' }],
      ['score', { score: 7.5, recommendation: 'YES' }],
      ['score', { recommendation: 'YES' }],
      ['recommendation', { score: 7, recommendation: 'MAYBE' }],
    ])('refuses a wrong %s: %p', async (field, body) => {
      const { id } = await scheduled();
      const answer = await admin.post(`/interviews/${id}/complete`, body);
      expect(answer.status).toBe(400);
      expect(answer.body.error?.details.map((detail) => detail.field)).toContain(field);
    });
  });

  it('are seen and completed by their own interviewer only, who may do nothing else', async () => {
    const own = await scheduled();
    const other = await scheduled({ interviewerId: admin.userId });
    expect((await interviewer.get(`/interviews/${own.id}`)).status).toBe(200);
    expect((await interviewer.get(`/interviews/${other.id}`)).body.error?.type).toBe('interview.not_own');
    const listed = await interviewer.done(interviewer.get('/interviews?limit=100'));
    expect(new Set(listed.items.map((item: { interviewerId: number }) => item.interviewerId))).toEqual(
      new Set([interviewer.userId]),
    );
    const { events } = await api.statedBy(admin, async () => {
      expect((await interviewer.post(`/interviews/${other.id}/complete`, completion)).status).toBe(403);
      expect((await interviewer.post(`/interviews/${own.id}/cancel`)).status).toBe(403);
      expect((await interviewer.post(`/interviews/${own.id}/reschedule`, { scheduledAt: 'x' })).status).toBe(403);
      expect((await interviewer.post('/interviews', request(own.applicationId))).status).toBe(403);
    });
    expect(events).toEqual([]);
  });

  it('are listed newest first by application, interviewer, status and time', async () => {
    const owner = await api.organization();
    const applicationId = await api.application(owner, 'SCREENING');
    const ids: number[] = [];
    for (const scheduledAt of ['2027-03-01T10:00:00', '2027-03-02T10:00:00', '2027-03-03T10:00:00']) {
      const body = { applicationId, interviewerId: owner.userId, interviewType: 'ONSITE', scheduledAt };
      ids.push((await owner.done(owner.post('/interviews', body))).id);
    }
    await owner.done(owner.post(`/interviews/${ids[0]}/cancel`));
    const found = async (query: string) =>
      (await owner.done(owner.get(`/interviews?${query}`))).items.map((item: { id: number }) => item.id);
    expect(await found('')).toEqual([ids[2], ids[1], ids[0]]);
    expect(await found('status=CANCELLED')).toEqual([ids[0]]);
    expect(await found(`applicationId=${applicationId}&interviewerId=${owner.userId}&limit=1`)).toEqual([ids[2]]);
    expect(await found('from=2027-03-02T10:00:00&to=2027-03-03T10:00:00')).toEqual([ids[1]]);
    expect((await owner.get('/interviews?from=yesterday')).status).toBe(400);
  });

  it('do not exist for another organization', async () => {
    const { id } = await scheduled();
    const stranger = await api.organization();
    expect((await stranger.get(`/interviews/${id}`)).status).toBe(404);
    expect((await stranger.post(`/interviews/${id}/complete`, completion)).status).toBe(404);
    expect((await stranger.post(`/interviews/${id}/cancel`)).status).toBe(404);
    expect((await stranger.post(`/interviews/${id}/reschedule`, { scheduledAt: '2027-01-01T10:00:00' })).status).toBe(
      404,
    );
    expect((await stranger.done(stranger.get('/interviews'))).items).toEqual([]);
  });
});
