import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Client, HiringApp } from './hiring-app';

describe.each(DATABASE_KINDS)('merging candidates on $name', (kind) => {
  let database: TestDatabase;
  let api: HiringApp;
  let admin: Client;
  let serial = 0;

  beforeAll(async () => {
    database = await kind.create();
    api = await HiringApp.start(database.url);
    admin = await api.organization();
  });
  afterAll(async () => {
    await api.stop();
    await database.drop();
  });

  const create = async (fields: object): Promise<{ id: number; version: number }> =>
    (await admin.done(admin.post('/candidates', { name: 'Ann', ...fields }))) as { id: number; version: number };
  const merge = (id: number, candidateId: number, version = 1) =>
    admin.post(`/candidates/${id}/merge`, { candidateId, version });
  const apply = async (jobId: number, candidateId: number): Promise<number> =>
    ((await admin.done(admin.post('/applications', { jobId, candidateId }))) as { id: number }).id;

  it('adds what was not known, keeps what was, and states exactly that', async () => {
    const email = `ann${++serial}@example.com`;
    const survivor = await create({ phone: '+8613800138000', skills: ['Java'] });
    const duplicate = await create({ name: 'Anna', email, skills: ['java', 'Go'], yearsOfExperience: 3 });
    const { result, events } = await api.statedBy(admin, () => merge(survivor.id, duplicate.id));
    expect(result.body.data).toMatchObject({
      name: 'Ann',
      email,
      phone: '+8613800138000',
      skills: ['Java', 'Go'],
      version: 2,
    });
    expect(events).toEqual([
      {
        type: 'candidate.updated',
        data: {
          candidateId: survivor.id,
          changedFields: ['email', 'skills', 'yearsOfExperience'],
          previous: { email: null, skills: ['Java'], yearsOfExperience: null },
          current: { email, skills: ['Java', 'Go'], yearsOfExperience: 3 },
          updatedBy: admin.userId,
        },
      },
    ]);
    const again = await admin.post('/candidates', { name: 'Once more', email });
    expect(again.body.error?.details[0].message).toBe(`is already that of candidate ${survivor.id}`);
  });

  it('leads from the old id to the new one, over several merges, and states nothing where no field changed', async () => {
    const [first, second, third] = [await create({}), await create({}), await create({})];
    const { events } = await api.statedBy(admin, async () => {
      expect((await merge(second.id, first.id)).status).toBe(200);
      expect((await merge(third.id, second.id)).status).toBe(200);
    });
    expect(events).toEqual([]);
    for (const { id } of [first, second]) {
      const { status, body } = await admin.get(`/candidates/${id}`);
      expect([status, body.error?.type, body.error?.details]).toEqual([
        404,
        'candidate.merged',
        [{ field: 'candidateId', message: String(third.id) }],
      ]);
    }
  });

  it('moves applications; where both have applied the survivor’s counts and the other one is withdrawn', async () => {
    const [survivor, duplicate] = [await create({}), await create({})];
    const [both, onlyTheirs] = [await api.publishedJob(admin), await api.publishedJob(admin)];
    const kept = await apply(both, survivor.id);
    const doubled = await apply(both, duplicate.id);
    const moved = await apply(onlyTheirs, duplicate.id);
    const { result, events } = await api.statedBy(admin, () => merge(survivor.id, duplicate.id));
    expect(result.status).toBe(200);
    expect(events).toEqual([
      {
        type: 'application.status_changed',
        data: expect.objectContaining({
          applicationId: doubled,
          previousStatus: 'PENDING',
          currentStatus: 'WITHDRAWN',
        }),
      },
    ]);
    const { items } = (await admin.done(admin.get(`/applications?candidateId=${survivor.id}`))) as {
      items: { id: number; status: string }[];
    };
    expect(items.map(({ id, status }) => [id, status])).toEqual([
      [moved, 'PENDING'],
      [kept, 'PENDING'],
    ]);
  });

  it('refuses a stale version, the candidate itself and one who is not there, and changes nothing', async () => {
    const [survivor, duplicate] = [await create({}), await create({})];
    const { events } = await api.statedBy(admin, async () => {
      expect((await merge(survivor.id, duplicate.id, 7)).body.error?.type).toBe('candidate.version_stale');
      expect((await merge(survivor.id, survivor.id)).status).toBe(400);
      expect((await merge(survivor.id, 4_503_599_627_370_495)).status).toBe(404);
    });
    expect(events).toEqual([]);
    expect((await admin.get(`/candidates/${duplicate.id}`)).status).toBe(200);
  });

  it('lets one of two win who merge the same pair either way at once', async () => {
    const [one, two] = [await create({}), await create({})];
    const answers = await Promise.all([merge(one.id, two.id), merge(two.id, one.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  });
});
