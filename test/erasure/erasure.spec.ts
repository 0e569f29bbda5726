import { setTimeout as delay } from 'node:timers/promises';
import { ErasureResumer } from '../../src/candidates/erasure/erasure-resumer';
import { UnitOfWork } from '../../src/database';
import { FanOut } from '../../src/delivery';
import { signIn } from '../api/sign-in';
import { uploadAndParse } from '../api/upload';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Organization, Product } from '../harness/product';
import { Receiver } from '../harness/receiver';
import { tracesOf } from './traces';

jest.setTimeout(25_000);

const NAME = 'Quentin Zarathustra';
const EMAIL = 'q.zarathustra@example.org';
const PHONE = '+8613912345678';
/** Parts by which the person would be known. */
const WORDS = ['Quentin', 'Zarathustra', '13912345678', '139 1234 5678', '第二个名字'];

const RESUME = Buffer.from(`Name: ${NAME}\nEmail: ${EMAIL}\nPhone: 139 1234 5678\n\nSKILLS\nJava, Go\n`);

interface Receipt {
  erasureId: number;
  completedAt: string | null;
  removed: Record<string, number>;
}
interface Delivery {
  id: number;
  eventId: string;
  eventType: string;
  status: string;
}

describe.each(DATABASE_KINDS)('the erasure of a person on $name', (kind) => {
  let database: TestDatabase;
  let product: Product;
  let echo: Receiver;
  let failing: Receiver;
  let organization: Organization;
  let echoWebhook: number;
  let failingWebhook: number;

  beforeAll(async () => {
    database = await kind.create();
    product = await Product.start({ databaseUrl: database.url });
  });
  beforeEach(async () => {
    organization = await product.organization();
    echo = await Receiver.start((received, response) => {
      response.writeHead(200, { 'x-echo': encodeURIComponent(received.body).slice(0, 2_000) }).end(received.body);
    });
    failing = await Receiver.start((received, response) => void response.writeHead(500).end(received.body));
    echoWebhook = (await product.webhook(organization, { url: echo.url() })).id;
    failingWebhook = (await product.webhook(organization, { url: failing.url() })).id;
  });
  afterEach(async () => {
    await product.data('DELETE', `/webhooks/${echoWebhook}`, organization.token);
    await product.data('DELETE', `/webhooks/${failingWebhook}`, organization.token);
    await echo.stop();
    await failing.stop();
  });
  afterAll(async () => {
    await product.stop();
    await database.drop();
  });

  const call = <T = { id: number; version: number }>(method: string, path: string, body?: unknown) =>
    product.data<T>(method, path, organization.token, body);
  const erase = (id: number) => call<Receipt>('DELETE', `/candidates/${id}?erase=true`);
  const deliveries = async (webhookId: number) =>
    (await call<{ items: Delivery[] }>('GET', `/webhooks/${webhookId}/deliveries?limit=100`)).items;

  const execute = (sql: string, parameters: unknown[]) => {
    const unitOfWork = product.app.get(UnitOfWork, { strict: false });
    return unitOfWork.run(() => unitOfWork.manager.query(sql, parameters));
  };

  /** A person with a résumé, another record of the same person merged, two applications, interviews and words about them. */
  async function hire(): Promise<{ candidateId: number; resumeId: number; applicationIds: number[] }> {
    const interviewer = await signIn(product, organization, 'INTERVIEWER');
    const { id: resumeId, candidateId } = await uploadAndParse(product, organization, {
      name: `${NAME}.txt`,
      content: RESUME,
    });
    const other = await call('POST', '/candidates', { name: '第二个名字', email: `second.${EMAIL}` });
    const { version } = await call('GET', `/candidates/${candidateId}`);
    await call('POST', `/candidates/${candidateId}/merge`, { candidateId: other.id, version });
    const applicationIds: number[] = [];
    for (const title of ['Engineer', 'Architect']) {
      const job = await call('POST', '/jobs', { title });
      await call('POST', `/jobs/${job.id}/publish`);
      const application = await call('POST', '/applications', { jobId: job.id, candidateId });
      const status = { status: 'SCREENING', note: `${NAME} is good, call ${PHONE}` };
      await call('PATCH', `/applications/${application.id}/status`, status);
      applicationIds.push(application.id);
    }
    for (const [index, applicationId] of applicationIds.entries()) {
      const scheduledAt = `2027-03-0${index + 1}T10:00:00`;
      const interview = await call('POST', '/interviews', {
        applicationId,
        interviewerId: interviewer.id,
        interviewType: 'VIDEO',
        scheduledAt,
      });
      const result = { score: 9, recommendation: 'YES', feedback: `${NAME} knows Go` };
      if (index === 0) await call('POST', `/interviews/${interview.id}/complete`, result);
    }
    return { candidateId, resumeId, applicationIds };
  }

  it('leaves nothing of name, address and number in any table or file', async () => {
    const { candidateId, resumeId, applicationIds } = await hire();
    await echo.until(() => echo.received.length >= 13);
    await failing.until(() => failing.received.length >= 2);
    await delay(200);
    const before = await tracesOf(product, WORDS);
    for (const table of [
      'candidates',
      'candidate_terms',
      'resumes',
      'application_status_changes',
      'interviews',
      'events',
      'attempts',
    ])
      expect(before.some((place) => place.startsWith(table))).toBe(true);

    const receipt = await erase(candidateId);

    expect(await tracesOf(product, WORDS)).toEqual([]);
    expect(receipt.completedAt).not.toBeNull();
    expect(receipt.removed).toMatchObject({ candidates: 1, resumes: 1, files: 1, applications: 2, interviews: 2 });
    expect(receipt.removed.events).toBeGreaterThanOrEqual(13);
    expect(receipt.removed.deliveriesCancelled).toBeGreaterThanOrEqual(10);
    expect(receipt.removed.attempts).toBeGreaterThanOrEqual(14);
    for (const path of [`/candidates/${candidateId}`, `/resumes/${resumeId}`])
      expect((await product.call('GET', path, organization.token)).status).toBe(404);
    for (const id of applicationIds)
      expect(await call('GET', `/applications/${id}`)).toMatchObject({ status: 'WITHDRAWN', candidateName: null });
  });

  it('cancels what is pending, says in its events no more than ids, and is seen in the log as erased', async () => {
    const { candidateId } = await hire();
    await echo.until(() => echo.received.length >= 13);
    await erase(candidateId);
    await echo.until(() => echo.received.length >= 16);
    const late = echo.received.slice(13).map(({ json }) => [json.eventType, json.data]);
    expect(late).toEqual(
      expect.arrayContaining([
        ['application.status_changed', expect.objectContaining({ candidateName: null, currentStatus: 'WITHDRAWN' })],
        ['interview.cancelled', expect.objectContaining({ candidateId, reason: null })],
      ]),
    );
    const held = await deliveries(failingWebhook);
    expect(held.filter(({ status }) => status === 'pending')).toHaveLength(3);
    const cancelled = held.filter(({ status }) => status === 'cancelled');
    expect(cancelled.length).toBe(13);
    const retry = await product.call('POST', `/deliveries/${cancelled[0].id}/retry`, organization.token);
    expect([retry.status, retry.body.error?.type]).toEqual([409, 'delivery.erased']);
    const event = await call<{ data: unknown }>('GET', `/events/${cancelled[0].eventId}`);
    expect(event.data).toEqual({ erased: true });
    const delivered = (await deliveries(echoWebhook)).find(({ eventType }) => eventType === 'candidate.created');
    const log = await call<{ attempts: Record<string, unknown>[] }>('GET', `/deliveries/${delivered?.id}`);
    expect(log.attempts[0]).toMatchObject({
      outcome: 'success',
      statusCode: 200,
      responseBody: null,
      responseHeaders: null,
    });
  });

  it('answers the same receipt again, to whoever asks and however many at once', async () => {
    const { id } = await call('POST', '/candidates', { name: NAME, email: EMAIL, phone: PHONE });
    const receipts = await Promise.all([erase(id), erase(id), erase(id)]);
    const again = await erase(id);
    expect(receipts.map(({ erasureId }) => erasureId)).toEqual([again.erasureId, again.erasureId, again.erasureId]);
    expect(again.removed).toMatchObject({ candidates: 1, events: 1 });
    expect(await tracesOf(product, WORDS)).toEqual([]);
  });

  it('takes the answer of a request that is under way out of the log, too', async () => {
    let finish: (() => void) | undefined;
    echo.answer((received, response) => {
      finish = () => void response.writeHead(200).end(received.body);
    });
    const { id } = await call('POST', '/candidates', { name: NAME, email: EMAIL });
    await echo.until(() => finish !== undefined);
    await erase(id);
    finish?.();
    for (let n = 0; (await deliveries(echoWebhook))[0].status !== 'succeeded'; n++) {
      if (n > 100) throw new Error('it was not recorded');
      await delay(20);
    }
    expect(await tracesOf(product, WORDS)).toEqual([]);
  });

  it('reaches events that were not fanned out: they are told to nobody', async () => {
    const fanOut = product.app.get(FanOut, { strict: false });
    const asleep = jest.spyOn(fanOut, 'wake').mockImplementation(() => undefined);
    const { id } = await call('POST', '/candidates', { name: NAME, email: EMAIL });
    const { id: bystander } = await call('POST', '/candidates', { name: 'Bystander', email: `by${id}@example.com` });
    const { removed } = await erase(id);
    asleep.mockRestore();
    fanOut.wake();
    await echo.until(() => echo.received.length > 0);
    expect(echo.received.map(({ json }) => json.data)).toEqual([expect.objectContaining({ candidateId: bystander })]);
    expect(removed).toMatchObject({ events: 1, deliveries: 0 });
    expect(await tracesOf(product, WORDS)).toEqual([]);
  });

  it('touches nobody else, even where ids begin with the same digits', async () => {
    const ids: number[] = [];
    for (let n = 0; n < 12; n++)
      ids.push(
        (await call('POST', '/candidates', { name: `Person ${n}`, email: `p${n}.${organization.id}@example.com` })).id,
      );
    await echo.until(() => echo.received.length >= 12);
    await erase(ids[0]);
    const feed = await call<{ items: { data: unknown }[] }>('GET', '/events?limit=100');
    expect(feed.items.map(({ data }) => data)).toEqual([
      { erased: true },
      ...ids.slice(1).map((candidateId) => expect.objectContaining({ candidateId })),
    ]);
  });

  it('is refused to a request that only says delete', async () => {
    const { id } = await call('POST', '/candidates', { name: 'Stays', email: `stays${organization.id}@example.com` });
    for (const query of ['', '?erase=false', '?erase=yes']) {
      const { status } = await product.call('DELETE', `/candidates/${id}${query}`, organization.token);
      expect(status).toBe(400);
    }
    expect(await call('GET', `/candidates/${id}`)).toMatchObject({ name: 'Stays' });
  });

  it('goes on where a process died in the middle of it', async () => {
    const { id } = await call('POST', '/candidates', { name: NAME, email: EMAIL });
    await echo.until(() => echo.received.length > 0);
    const { erasureId } = await erase(id);
    // As the database is when the first unit of work has been committed and nothing after it.
    const [eventRow] = await product.query<{ id: number; message: string }>(
      `SELECT MAX(id) AS id FROM events WHERE organization_id = ${organization.id}`,
    );
    const message = JSON.stringify({
      eventId: 'e',
      eventType: 'candidate.created',
      data: { candidateId: id, name: NAME },
    });
    await execute('UPDATE events SET message = ?, erased_at = NULL WHERE id = ?', [message, eventRow.id]);
    await execute('UPDATE candidate_erasures SET completed_at = NULL, due_at = 0, position = 0 WHERE id = ?', [
      erasureId,
    ]);
    expect(await tracesOf(product, WORDS)).not.toEqual([]);
    await product.app.get(ErasureResumer, { strict: false }).look();
    expect(await tracesOf(product, WORDS)).toEqual([]);
  });
});
