import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Client, HiringApp } from '../hiring/hiring-app';
import { BreakableProxy } from './breakable-proxy';

jest.setTimeout(60_000);

const SERVERS = DATABASE_KINDS.filter((kind) => kind.name === 'MySQL');

(SERVERS.length > 0 ? describe : describe.skip)('while the database is away', () => {
  let database: TestDatabase;
  let proxy: BreakableProxy;
  let api: HiringApp;
  let admin: Client;

  beforeAll(async () => {
    database = await SERVERS[0].create();
    const url = new URL(database.url);
    proxy = await BreakableProxy.to(url.hostname, Number(url.port || 3306));
    url.hostname = '127.0.0.1';
    url.port = String(proxy.port);
    api = await HiringApp.start(url.href);
    admin = await api.organization();
  });
  afterAll(async () => {
    proxy.bringBack();
    await api.stop();
    await proxy.close();
    await database.drop();
  });

  const health = async (path: string) => (await fetch(`${api.origin}/health/${path}`)).status;

  it('answers 503 with Retry-After to reads and writes, is live, not ready, and comes back by itself', async () => {
    expect(await health('ready')).toBe(200);
    // A connection for each of many, so that some are cut while idle.
    await Promise.all(Array.from({ length: 8 }, () => admin.post('/jobs', { title: 'before' })));
    const { events } = await api.statedBy(admin, () => Promise.resolve());
    expect(events).toEqual([]);

    proxy.takeAway();
    const during = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        n % 2 === 0 ? admin.get('/jobs') : admin.post('/jobs', { title: 'during' }),
      ),
    );
    for (const answer of [...during, await admin.get('/jobs'), await admin.post('/jobs', { title: 'during' })]) {
      expect([answer.status, answer.body.error?.type]).toEqual([503, 'service.unavailable']);
      expect(answer.headers.get('retry-after')).toBe('5');
    }
    expect(await health('ready')).toBe(503);
    expect(await health('live')).toBe(200);

    proxy.bringBack();
    expect(await health('ready')).toBe(200);
    const { items } = await admin.done(admin.get('/jobs?limit=100'));
    expect(new Set(items.map((job: { title: string }) => job.title))).toEqual(new Set(['before']));
    await admin.done(admin.post('/jobs', { title: 'after' }));
    // Nobody is told of it as a system.error: it is no defect.
    expect(await api.eventsOf(admin.organizationId)).toEqual([]);
  });

  it('answers 503 where a connection breaks in the middle of a unit of work', async () => {
    const requests = Promise.all(Array.from({ length: 40 }, (_, n) => admin.post('/jobs', { title: `cut ${n}` })));
    setTimeout(() => proxy.takeAway(), 15);
    const answers = await requests;
    proxy.bringBack();
    expect(answers.some((answer) => answer.status === 503)).toBe(true);
    expect(answers.filter((answer) => ![200, 503].includes(answer.status))).toEqual([]);
    // What was answered with 200 is there. (What was answered with 503 may be, as with any lost answer to a commit.)
    const { items } = await admin.done(admin.get('/jobs?limit=100'));
    const titles = items.map((job: { title: string }) => job.title) as string[];
    for (const answer of answers) if (answer.status === 200) expect(titles).toContain(answer.body.data.title);
  });
});
