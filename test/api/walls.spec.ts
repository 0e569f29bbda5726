import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Answer, type Organization, Product } from '../harness/product';
import { Receiver } from '../harness/receiver';
import { textResume } from '../resumes/resume-files';
import { API_ROUTES, type Belongings, compareWithTable, type Probe } from './routes';
import { signIn, signInOperator } from './sign-in';
import { uploadAndParse } from './upload';

jest.setTimeout(60_000);

const PERSON = 'Wanda Wallace';
const TIME = '2027-02-01T10:00:00';

/** Tables whose rows change while nobody calls, or only tell who called. */
const RESTLESS = new Set(['migrations', 'refresh_tokens', 'fan_out_state', 'lanes', 'deliveries', 'attempts']);

describe.each(DATABASE_KINDS)('the walls between organizations on $name', (kind) => {
  let database: TestDatabase;
  let product: Product;
  let receiver: Receiver;
  let owner: Organization;
  let outsider: Organization;
  let interviewerOutside: string;
  let theirs: Belongings;

  beforeAll(async () => {
    database = await kind.create();
    receiver = await Receiver.start();
    product = await Product.start({ databaseUrl: database.url });
    owner = await product.organization();
    outsider = await product.organization();
    interviewerOutside = (await signIn(product, outsider, 'INTERVIEWER')).token;
    theirs = await settle(owner);
  });
  afterAll(async () => {
    await product.stop();
    await receiver.stop();
    await database.drop();
  });

  const post = <T = { id: number }>(path: string, token: string, body?: unknown) =>
    product.data<T>('POST', path, token, body);

  /** One of everything that an organization can have. */
  async function settle(organization: Organization): Promise<Belongings> {
    const { token, userId } = organization;
    const { id: webhookId } = await product.webhook(organization, { url: receiver.url(`/${organization.id}`) });
    const { id: interviewerId } = await signIn(product, organization, 'INTERVIEWER');
    const { id: jobId } = await post('/jobs', token, { title: 'Engineer' });
    await post(`/jobs/${jobId}/publish`, token);
    const resume = await uploadAndParse(product, organization, textResume(PERSON, 'wanda@example.com'));
    const { id: otherCandidateId } = await post('/candidates', token, { name: `${PERSON} again` });
    const { id: applicationId } = await post('/applications', token, { jobId, candidateId: resume.candidateId });
    await product.data('PATCH', `/applications/${applicationId}/status`, token, { status: 'SCREENING' });
    const interview = { applicationId, interviewerId, interviewType: 'VIDEO', scheduledAt: TIME };
    const { id: interviewId } = await post('/interviews', token, interview);
    await receiver.until(() => receiver.at(`/${organization.id}`).length >= 8);
    const { items } = await product.data<{ items: { id: number; eventId: string }[] }>(
      'GET',
      `/webhooks/${webhookId}/deliveries`,
      token,
    );
    return {
      userId,
      interviewerId,
      jobId,
      candidateId: resume.candidateId,
      otherCandidateId,
      resumeId: resume.id,
      taskId: resume.taskId,
      applicationId,
      interviewId,
      webhookId,
      deliveryId: items[0].id,
      eventId: items[0].eventId,
    };
  }

  const probes = Object.entries(API_ROUTES).flatMap(([route, { wall }]) =>
    typeof wall === 'string' ? [] : [{ route, wall }],
  );
  const send = (route: string, { path, body }: Probe, token: string): Promise<Answer> =>
    product.call(route.split(' ')[0], path, token, body);

  /** What everybody's rows say, but for those that change by themselves. */
  async function rowsOfAll(): Promise<unknown> {
    const all: Record<string, unknown> = {};
    for (const { tableName } of product.entities())
      if (!RESTLESS.has(tableName)) all[tableName] = await product.query(`SELECT * FROM ${tableName}`);
    return all;
  }

  it('are asked of every route that the server has', () => {
    expect(compareWithTable(product.routes)).toEqual({ missing: [], stale: [] });
  });

  it.each(probes)('$route', async ({ route, wall }) => {
    const before = await rowsOfAll();
    for (const probe of wall(theirs)) {
      const { status, body } = await send(route, probe, outsider.token);
      const data = body.data as unknown[] | { items: unknown[] } | null;
      const seen = probe.answer === 'empty' ? { status, items: (data as { items: unknown[] }).items ?? data } : status;
      expect({ path: probe.path, seen }).toEqual({
        path: probe.path,
        seen: probe.answer === 'empty' ? { status: 200, items: [] } : 404,
      });
      expect(JSON.stringify(body)).not.toContain('Wallace');
    }
    expect(await rowsOfAll()).toEqual(before);
  });

  it('tell of a row of another organization in the words of one that is not there', async () => {
    const nobody = 4_503_599_627_370_495;
    const { candidateId } = theirs;
    const [foreign, absent] = await Promise.all(
      [candidateId, nobody].map((id) => product.call('GET', `/candidates/${id}`, outsider.token)),
    );
    expect(foreign.body.message.replace(String(candidateId), '')).toBe(absent.body.message.replace(String(nobody), ''));
    expect(foreign.body.error?.type).toBe(absent.body.error?.type);
  });

  it('stand before an interviewer too', async () => {
    for (const { route, wall } of probes.filter(({ route }) => API_ROUTES[route].access.includes('INTERVIEWER'))) {
      for (const probe of wall(theirs)) {
        const { status, body } = await send(route, probe, interviewerOutside);
        // An interviewer may not ask for another's interviews, wherever that one works.
        if (probe.answer === 'not found') expect({ route, status }).toEqual({ route, status: 404 });
        else if (status !== 403) expect((body.data as { items: unknown[] }).items).toEqual([]);
      }
    }
  });

  it('stand before an operator, who sees webhooks and nothing else', async () => {
    const operator = await signInOperator(product);
    for (const { route, wall } of probes.filter(({ route }) => !API_ROUTES[route].access.includes('OPERATOR'))) {
      const { status } = await send(route, wall(theirs)[0], operator);
      expect({ route, status }).toEqual({ route, status: 403 });
    }
  });

  it('are not climbed by own rows that name what is another’s', async () => {
    const mine = await settle(outsider);
    const { token } = outsider;
    const attempts: [string, unknown][] = [
      ['/applications', { jobId: theirs.jobId, candidateId: mine.otherCandidateId }],
      ['/applications', { jobId: mine.jobId, candidateId: theirs.candidateId }],
      [`/candidates/${mine.otherCandidateId}/merge`, { candidateId: theirs.candidateId, version: 1 }],
      [
        '/interviews',
        {
          applicationId: mine.applicationId,
          interviewerId: theirs.interviewerId,
          interviewType: 'VIDEO',
          scheduledAt: '2027-05-01T10:00:00',
        },
      ],
      [
        `/interviews/${mine.interviewId}/reschedule`,
        { scheduledAt: '2027-06-01T10:00:00', interviewerId: theirs.interviewerId },
      ],
    ];
    for (const [path, body] of attempts) {
      const { status } = await product.call('POST', path, token, body);
      expect({ path, status }).toEqual({ path, status: 404 });
    }
  });

  it('let through no event: a receiver hears of its own organization only', async () => {
    const ears = await Receiver.start();
    const stranger = await product.organization();
    await product.webhook(stranger, { url: ears.url() });
    const { token } = owner;
    await post('/candidates', token, { name: 'Not for strangers' });
    const { id } = await post('/candidates', stranger.token, { name: 'Their own' });
    await ears.until(() => ears.received.length > 0);
    expect(ears.received.map(({ json }) => json.data)).toEqual([expect.objectContaining({ candidateId: id })]);
    await ears.stop();
  });
});
