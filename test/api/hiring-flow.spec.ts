import { Ajv } from 'ajv';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Organization, Product } from '../harness/product';
import { type Received, Receiver } from '../harness/receiver';
import { resumeFile } from '../resumes/resume-files';
import { signIn, signInOperator } from './sign-in';
import { upload, uploadAndParse } from './upload';

jest.setTimeout(60_000);

interface EventType {
  code: string;
  schema: object;
  example: unknown;
}
interface Row {
  id: number;
  version: number;
}

describe.each(DATABASE_KINDS)('one candidate, by HTTP alone, on $name', (kind) => {
  let database: TestDatabase;
  let product: Product;
  let receiver: Receiver;
  let organization: Organization;

  beforeAll(async () => {
    database = await kind.create();
    receiver = await Receiver.start();
    product = await Product.start({ databaseUrl: database.url });
  });
  beforeEach(async () => {
    organization = await product.organization();
    await product.webhook(organization, { url: receiver.url(`/${organization.id}`), ordered: true });
  });
  afterAll(async () => {
    await product.stop();
    await receiver.stop();
    await database.drop();
  });

  const post = (path: string, body?: unknown) => product.data<Row>('POST', path, organization.token, body);
  const patch = (path: string, body: unknown) => product.data<Row>('PATCH', path, organization.token, body);
  const arrived = () => receiver.at(`/${organization.id}`);

  /** The events so far as the receiver saw them, once there are `count`. */
  async function events(count: number): Promise<{ type: string; data: Record<string, unknown> }[]> {
    await receiver.until(() => arrived().length >= count, 20_000);
    return arrived().map(({ json }) => ({ type: json.eventType, data: json.data as Record<string, unknown> }));
  }

  async function expectPublishedSchemas(requests: readonly Received[]): Promise<void> {
    const types = await product.data<EventType[]>('GET', '/event-types', organization.token);
    const ajv = new Ajv({ strict: true });
    const validators = new Map(types.map(({ code, schema }) => [code, ajv.compile(schema)]));
    for (const { json } of requests) {
      const validate = validators.get(json.eventType);
      validate?.(json.data);
      expect({ type: json.eventType, errors: validate?.errors }).toEqual({ type: json.eventType, errors: null });
    }
  }

  it('goes from upload to hire, and the receiver sees exactly what happened, in order', async () => {
    const interviewer = await signIn(product, organization, 'INTERVIEWER');
    const {
      id: resumeId,
      taskId,
      candidateId,
    } = await uploadAndParse(product, organization, resumeFile('zh-utf8.txt'));
    const candidate = await product.data<Row>('GET', `/candidates/${candidateId}`, organization.token);
    await patch(`/candidates/${candidateId}`, { version: candidate.version, phone: '138 0013 8000' });
    const { id: jobId } = await post('/jobs', { title: '前端工程师' });
    await post(`/jobs/${jobId}/publish`);
    const { id: applicationId } = await post('/applications', { jobId, candidateId });
    await patch(`/applications/${applicationId}/status`, { status: 'SCREENING', note: '匹配度高' });
    const first = {
      applicationId,
      interviewerId: interviewer.id,
      interviewType: 'PHONE',
      scheduledAt: '2027-03-01T10:00:00',
      durationMinutes: 30,
    };
    const { id: cancelledId } = await post('/interviews', first);
    await post(`/interviews/${cancelledId}/cancel`, { reason: '面试官请假' });
    const { id: interviewId } = await post('/interviews', { ...first, interviewType: 'VIDEO' });
    await post(`/interviews/${interviewId}/reschedule`, { scheduledAt: '2027-03-02T10:00:00' });
    await product.data('POST', `/interviews/${interviewId}/complete`, interviewer.token, {
      score: 9,
      recommendation: 'STRONG_YES',
    });
    await patch(`/applications/${applicationId}/status`, { status: 'OFFER' });
    await patch(`/applications/${applicationId}/status`, { status: 'HIRED' });

    const file = { resumeId, taskId, userId: organization.userId, fileName: 'zh-utf8.txt' };
    const application = { applicationId, jobId, jobTitle: '前端工程师', candidateId, candidateName: '刘洋' };
    const moved = (previousStatus: string, currentStatus: string, note: string | null = null) => ({
      type: 'application.status_changed',
      data: { ...application, previousStatus, currentStatus, note, changedBy: organization.userId },
    });
    const interview = (id: number) => ({ interviewId: id, applicationId, candidateId, jobId, round: 1 });
    const scheduled = (id: number, interviewType: string, scheduledAt: string, rescheduled: boolean) => ({
      type: 'interview.scheduled',
      data: expect.objectContaining({
        ...interview(id),
        interviewType,
        interviewerId: interviewer.id,
        scheduledAt,
        durationMinutes: 30,
        rescheduled,
      }),
    });
    expect(await events(14)).toEqual([
      { type: 'resume.uploaded', data: expect.objectContaining({ ...file, status: 'QUEUED' }) },
      {
        type: 'candidate.created',
        data: expect.objectContaining({ candidateId, resumeId, name: '刘洋', email: 'liuyang.fe@example.net' }),
      },
      { type: 'resume.parse_completed', data: expect.objectContaining({ ...file, status: 'COMPLETED', candidateId }) },
      {
        type: 'candidate.updated',
        data: {
          candidateId,
          changedFields: ['phone'],
          previous: { phone: '+8617700001234' },
          current: { phone: '+8613800138000' },
          updatedBy: organization.userId,
        },
      },
      { type: 'application.submitted', data: { ...application, status: 'PENDING' } },
      moved('PENDING', 'SCREENING', '匹配度高'),
      moved('SCREENING', 'INTERVIEW'),
      scheduled(cancelledId, 'PHONE', '2027-03-01T10:00:00', false),
      { type: 'interview.cancelled', data: { ...interview(cancelledId), reason: '面试官请假' } },
      scheduled(interviewId, 'VIDEO', '2027-03-01T10:00:00', false),
      scheduled(interviewId, 'VIDEO', '2027-03-02T10:00:00', true),
      {
        type: 'interview.completed',
        data: expect.objectContaining({ ...interview(interviewId), score: 9, recommendation: 'STRONG_YES' }),
      },
      moved('INTERVIEW', 'OFFER'),
      moved('OFFER', 'HIRED'),
    ]);
    await expectPublishedSchemas(arrived());
  });

  it('never gets past a résumé that cannot be read, and the receiver hears why', async () => {
    const { id: resumeId } = await upload(product, organization, resumeFile('failing/blank.txt'));
    const [uploaded, failed, ...others] = await events(2);
    expect([uploaded.type, failed.type, others]).toEqual(['resume.uploaded', 'resume.parse_failed', []]);
    expect(failed.data).toMatchObject({ resumeId, status: 'FAILED', errorMessage: expect.stringMatching(/\w+ .*\.$/) });
    await expectPublishedSchemas(arrived());
  });

  it('hears of a maintenance that an operator announces', async () => {
    const operator = await signInOperator(product);
    const window = { startsAt: '2027-01-01T02:00:00', endsAt: '2027-01-01T03:00:00' };
    await product.data('POST', '/system/maintenance', operator, {
      title: 'Upgrade',
      message: 'A new release.',
      ...window,
    });
    expect(await events(1)).toEqual([
      { type: 'system.maintenance', data: { title: 'Upgrade', message: 'A new release.', ...window } },
    ]);
    await expectPublishedSchemas(arrived());
  });

  it('refused at every turn, states nothing: what the receiver hears next is what really happened next', async () => {
    const { token } = organization;
    const { id: interviewerId } = await signIn(product, organization, 'INTERVIEWER');
    const { id: draft } = await post('/jobs', { title: 'Draft' });
    const { id: jobId } = await post('/jobs', { title: 'Open' });
    await post(`/jobs/${jobId}/publish`);
    const { id: candidateId, version } = await post('/candidates', { name: 'Ann', email: 'ann@example.com' });
    const { id: applicationId } = await post('/applications', { jobId, candidateId });
    const interview = { applicationId, interviewerId, interviewType: 'VIDEO', scheduledAt: '2027-03-01T10:00:00' };
    const refusals: [string, string, unknown, number][] = [
      ['POST', '/candidates', { name: 'Ann again', email: 'ANN@example.com' }, 409],
      ['PATCH', `/candidates/${candidateId}`, { version: version + 1, name: 'Anna' }, 409],
      ['PATCH', `/candidates/${candidateId}`, { version, name: '' }, 400],
      ['POST', '/applications', { jobId: draft, candidateId }, 409],
      ['POST', '/applications', { jobId, candidateId }, 409],
      ['PATCH', `/applications/${applicationId}/status`, { status: 'INTERVIEW' }, 409],
      ['PATCH', `/applications/${applicationId}/status`, { status: 'OFFER' }, 409],
      ['PATCH', `/applications/${applicationId}/status`, { status: 'HIRED' }, 409],
      ['PATCH', `/applications/${applicationId}/status`, { status: 'PENDING' }, 409],
      ['PATCH', `/applications/${applicationId}/status`, { status: 'SCREENING', version: 7 }, 409],
      ['POST', '/interviews', interview, 409],
      ['POST', `/jobs/${jobId}/publish`, undefined, 409],
      ['POST', `/jobs/${draft}/close`, undefined, 409],
    ];
    for (const [method, path, body, status] of refusals) {
      const answer = await product.call(method, path, token, body);
      expect({ path, body, status: answer.status }).toEqual({ path, body, status });
    }
    await patch(`/applications/${applicationId}/status`, { status: 'WITHDRAWN' });
    expect((await events(3)).map(({ type }) => type)).toEqual([
      'candidate.created',
      'application.submitted',
      'application.status_changed',
    ]);
  });
});
