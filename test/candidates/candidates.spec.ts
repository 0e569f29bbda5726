import { CandidateRegister, CandidatesModule } from '../../src/candidates';
import type { CandidateProfile } from '../../src/candidates';
import { UnitOfWork } from '../../src/database';
import { AtsApp } from '../harness/ats-app';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';

describe.each(DATABASE_KINDS)('Candidates on $name', (kind) => {
  let database: TestDatabase;
  let ats: AtsApp;
  let owner: { token: string; userId: number; organizationId: number };
  let stranger: { token: string };

  beforeAll(async () => {
    database = await kind.create();
    ats = await AtsApp.start({ databaseUrl: database.url, modules: [CandidatesModule] });
    owner = await ats.organization('owner');
    stranger = await ats.organization('stranger');
  });
  afterAll(async () => {
    await ats.stop();
    await database.drop();
  });
  beforeEach(() => void (ats.events.length = 0));

  const create = (body: object, token = owner.token) => ats.request('POST', '/candidates', token, body);
  const patch = (id: number, body: object, token = owner.token) =>
    ats.request('PATCH', `/candidates/${id}`, token, body);
  const list = async (query: string): Promise<string[]> => {
    const { body } = await ats.request('GET', `/candidates?${query}`, owner.token);
    return (body.data as { items: { name: string }[] }).items.map((item) => item.name);
  };

  it('creates one by hand and states it', async () => {
    const { status, body } = await create({
      name: ' 王小明 ',
      email: 'XiaoMing@Example.com',
      phone: '138 0013 8000',
      skills: ['Java', 'java', 'Go'],
      education: [{ school: '北京大学', degree: 'master' }],
      yearsOfExperience: 4.5,
    });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      name: '王小明',
      email: 'xiaoming@example.com',
      phone: '+8613800138000',
      skills: ['Java', 'Go'],
      education: [{ school: '北京大学', degree: 'master', major: null }],
      employers: [],
      yearsOfExperience: 4.5,
      source: 'MANUAL',
      resumeId: null,
      version: 1,
    });
    expect(ats.events).toEqual([
      {
        type: 'candidate.created',
        organizationId: owner.organizationId,
        data: {
          candidateId: body.data.id,
          resumeId: null,
          name: '王小明',
          email: 'xiaoming@example.com',
          phone: '+8613800138000',
          skills: ['Java', 'Go'],
          source: 'MANUAL',
          createdBy: owner.userId,
        },
      },
    ]);
    expect((await ats.request('GET', `/candidates/${body.data.id}`, owner.token)).body.data).toEqual(body.data);
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'A', email: 'no' }, 'email'],
    [{ name: 'A', phone: 'call me' }, 'phone'],
    [{ name: 'A', skills: 'Java' }, 'skills'],
    [{ name: 'A', skills: [1] }, 'skills'],
    [{ name: 'A', yearsOfExperience: 0.123 }, 'yearsOfExperience'],
    [{ name: 'A', education: [{ degree: 'wizard' }] }, 'education.0.degree'],
    [{ name: 'A', salary: 1 }, 'salary'],
  ])('refuses %j and names the field', async (request, field) => {
    const { status, body } = await create(request);
    expect(status).toBe(400);
    expect(body.error?.details.map((detail) => detail.field)).toContain(field);
    expect(ats.events).toEqual([]);
  });

  it('recognises a duplicate by e-mail or phone, inside the organization only', async () => {
    const first = await create({ name: 'First', email: 'dup@example.com', phone: '+14155552671' });
    ats.events.length = 0;
    const byEmail = await create({ name: 'Second', email: 'DUP@example.com' });
    expect(byEmail.status).toBe(409);
    expect(byEmail.body.error).toMatchObject({
      type: 'candidate.duplicate',
      details: [{ field: 'email', message: `is already that of candidate ${first.body.data.id}` }],
    });
    expect((await create({ name: 'Third', phone: '+1 415 555 2671' })).status).toBe(409);
    expect(ats.events).toEqual([]);
    expect((await create({ name: 'Elsewhere', email: 'dup@example.com' }, stranger.token)).status).toBe(200);
  });

  it('creates one candidate when many clients send the same at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => create({ name: 'Racer', email: 'racer@example.com' })),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(19);
    expect(ats.events).toHaveLength(1);
  });

  it('changes what is sent, states what changed, and nothing when nothing did', async () => {
    const { id } = (await create({ name: 'Change', skills: ['Java'] })).body.data;
    ats.events.length = 0;
    const changed = await patch(id, {
      version: 1,
      skills: ['Java', 'Kotlin'],
      phone: '+86 139 1234 5678',
      name: 'Change',
    });
    expect(changed.body.data).toMatchObject({ version: 2, skills: ['Java', 'Kotlin'], phone: '+8613912345678' });
    expect(ats.events.map((event) => event.data)).toEqual([
      {
        candidateId: id,
        changedFields: ['phone', 'skills'],
        previous: { phone: null, skills: ['Java'] },
        current: { phone: '+8613912345678', skills: ['Java', 'Kotlin'] },
        updatedBy: owner.userId,
      },
    ]);
    const same = await patch(id, { version: changed.body.data.version, name: 'Change' });
    expect(same.status).toBe(200);
    expect(ats.events).toHaveLength(1);
  });

  it('refuses a change of a version that is no longer current', async () => {
    const { id } = (await create({ name: 'Stale' })).body.data;
    await patch(id, { version: 1, name: 'Fresh' });
    const { status, body } = await patch(id, { version: 1, name: 'Late' });
    expect([status, body.error?.type]).toEqual([409, 'candidate.version_stale']);
  });

  it('lets exactly one of many changes of one version win', async () => {
    const { id } = (await create({ name: 'Contended' })).body.data;
    ats.events.length = 0;
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => patch(id, { version: 1, name: `N ${i}` })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
    expect(ats.events).toHaveLength(1);
  });

  it('rolls a candidate back whose event cannot be written', async () => {
    ats.failPublishing(new Error('no outbox'));
    const { status } = await create({ name: 'Phantom', email: 'phantom@example.com' });
    ats.failPublishing(null);
    expect(status).toBe(500);
    expect(await list('email=phantom@example.com')).toEqual([]);
  });

  it('finds by the beginning of a name, a skill, a school, and by years', async () => {
    await create({
      name: 'Grace Hopper',
      skills: ['COBOL', '100% Cotton'],
      education: [{ school: 'Yale University' }],
      yearsOfExperience: 40,
    });
    await create({ name: 'Grace Kelly', skills: ['Acting'], yearsOfExperience: 6 });
    expect(await list('name=grace')).toEqual(['Grace Kelly', 'Grace Hopper']);
    expect(await list('name=HOP')).toEqual(['Grace Hopper']);
    expect(await list('skill=cobol')).toEqual(['Grace Hopper']);
    expect(await list(`skill=${encodeURIComponent('100%')}`)).toEqual(['Grace Hopper']);
    expect(await list(`skill=${encodeURIComponent('%')}`)).toEqual([]);
    expect(await list('school=Yale')).toEqual(['Grace Hopper']);
    expect(await list('name=grace&minYears=10')).toEqual(['Grace Hopper']);
    expect(await list('name=grace&maxYears=10')).toEqual(['Grace Kelly']);
  });

  it('pages with cursors that stay valid while rows are added', async () => {
    for (const n of [1, 2, 3]) await create({ name: `Page ${n}` });
    const first = (await ats.request('GET', '/candidates?name=page&limit=2', owner.token)).body.data;
    expect(first.items.map((item: { name: string }) => item.name)).toEqual(['Page 3', 'Page 2']);
    await create({ name: 'Page 4' });
    const next = (await ats.request('GET', `/candidates?name=page&limit=2&cursor=${first.nextCursor}`, owner.token))
      .body.data;
    expect(next).toMatchObject({ items: [{ name: 'Page 1' }], nextCursor: null });
  });

  it("does not show another organization's candidate", async () => {
    const { id } = (await create({ name: 'Private' })).body.data;
    expect((await ats.request('GET', `/candidates/${id}`, stranger.token)).status).toBe(404);
    expect((await patch(id, { version: 1, name: 'X' }, stranger.token)).status).toBe(404);
    expect((await ats.request('GET', '/candidates?name=private', stranger.token)).body.data.items).toEqual([]);
  });

  describe('from résumés', () => {
    const profile = (fields: Partial<CandidateProfile>): CandidateProfile => ({
      name: null, email: null, phone: null, skills: [], education: [], employers: [], yearsOfExperience: null, ...fields,
    }); // prettier-ignore
    const record = (fields: Partial<CandidateProfile>, candidateId: number | null = null) =>
      ats.app.get(UnitOfWork).run(() =>
        ats.app.get(CandidateRegister, { strict: false }).recordResume({
          organizationId: owner.organizationId,
          resumeId: 99,
          userId: owner.userId,
          candidateId,
          profile: profile(fields),
        }),
      );

    it('updates the person whom it recognises, and leaves alone what was written by hand', async () => {
      const { id } = (await create({ name: 'Hand Written', email: 'hand@example.com' })).body.data;
      ats.events.length = 0;
      const found = await record({
        name: 'Parsed Name',
        email: 'hand@example.com',
        phone: '+8613500001111',
        skills: ['Go'],
      });
      expect(found).toBe(id);
      const candidate = (await ats.request('GET', `/candidates/${id}`, owner.token)).body.data;
      expect(candidate).toMatchObject({
        name: 'Hand Written',
        phone: '+8613500001111',
        skills: ['Go'],
        resumeId: 99,
        source: 'MANUAL',
      });
      expect(ats.events.map((event) => event.type)).toEqual(['candidate.updated']);
      expect(ats.events[0].data.changedFields).toEqual(['phone', 'skills']);
    });

    it('states nothing when the same résumé says the same again', async () => {
      const id = await record({ name: 'Same', email: 'same@example.com', skills: ['Go'] });
      ats.events.length = 0;
      expect(await record({ name: 'Same', email: 'same@example.com', skills: ['go'] }, id)).toBe(id);
      expect(ats.events).toEqual([]);
    });

    it("joins one person's address to another's number without stealing the number", async () => {
      const a = await record({ name: 'A', email: 'a@join.example' });
      const b = await record({ name: 'B', phone: '+8613500002222' });
      expect(await record({ name: 'A', email: 'a@join.example', phone: '+8613500002222' })).toBe(a);
      expect(await record({ name: 'B', phone: '+8613500002222' })).toBe(b);
    });
  });
});
