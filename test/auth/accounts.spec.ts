import { AuditLog } from '../../src/auth';
import { UnitOfWork } from '../../src/database';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { AuthApp, PASSWORD, registration } from './auth-app';

describe.each(DATABASE_KINDS)('accounts on $name', (kind) => {
  let database: TestDatabase;
  let api: AuthApp;

  beforeAll(async () => {
    database = await kind.create();
    api = await AuthApp.start(database.url);
  });
  afterAll(async () => {
    await api.stop();
    await database.drop();
  });

  describe('registration', () => {
    it('makes an organization with its first ADMIN and signs that user in', async () => {
      const answer = await api.post('/auth/register', {
        ...registration('李雷'),
        email: 'lilei@example.com',
        organizationName: ' 星辰科技 ',
      });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ code: 200, message: 'success' });
      expect(answer.body.data).toEqual({
        accessToken: expect.any(String),
        refreshToken: expect.any(String),
        expiresIn: 900,
        user: {
          id: expect.any(Number),
          username: '李雷',
          email: 'lilei@example.com',
          role: 'ADMIN',
          organizationId: expect.any(Number),
          createdAt: '2026-02-20T16:00:00',
        },
      });
      const me = await api.get('/auth/me', answer.body.data.accessToken);
      expect(me.body.data).toEqual({ ...answer.body.data.user, organizationName: '星辰科技' });
    });

    it('refuses a username that is taken, whatever its case and width, and names the field', async () => {
      await api.register('zoe');
      for (const username of ['zoe', 'ZOE', 'ｚｏｅ']) {
        const answer = await api.post('/auth/register', {
          ...registration('zoe'),
          username,
          email: 'other@example.com',
        });
        expect(answer.status).toBe(409);
        expect(answer.body.error).toMatchObject({ type: 'user.username_taken', details: [{ field: 'username' }] });
      }
    });

    it('refuses an e-mail address that is in use, whatever its case, and names the field', async () => {
      await api.register('yan');
      const answer = await api.post('/auth/register', { ...registration('yan2'), email: 'YAN@Example.com' });
      expect(answer.status).toBe(409);
      expect(answer.body.error).toMatchObject({ type: 'user.email_taken', details: [{ field: 'email' }] });
      expect((await api.post('/auth/login', { username: 'yan2', password: PASSWORD })).status).toBe(401);
    });

    it('gives a name to exactly one of many who ask at once, and leaves no organization of the others', async () => {
      const before = await api.query('SELECT id FROM organizations');
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          api.post('/auth/register', { ...registration('race'), email: `race${n}@example.com` }),
        ),
      );
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
      const refused = answers.filter((answer) => answer.status === 409);
      expect(refused.every((answer) => answer.body.error?.type === 'user.username_taken')).toBe(true);
      expect(await api.query('SELECT id FROM organizations')).toHaveLength(before.length + 1);
    });

    it.each([
      ['username', { username: 'a' }],
      ['username', { username: 'a b c' }],
      ['username', { username: 'x'.repeat(51) }],
      ['username', { username: 7 }],
      ['username', { username: '\ufdfa'.repeat(50) }],
      ['email', { email: 'nobody' }],
      ['email', { email: `${'\ufdfa'.repeat(20)}@example.com` }],
      ['email', { email: `${'x'.repeat(250)}@example.com` }],
      ['email', { email: undefined }],
      ['password', { password: '1234567' }],
      ['password', { password: 'x'.repeat(129) }],
      ['password', { password: ['12345678'] }],
      ['organizationName', { organizationName: '   ' }],
      ['organizationName', { organizationName: 'x'.repeat(101) }],
      ['role', { role: 'OPERATOR' }],
    ])('refuses a bad %s by name: %j', async (field, fault) => {
      const answer = await api.post('/auth/register', { ...registration('nora'), ...fault });
      expect(answer.status).toBe(400);
      expect(answer.body.error?.details.map((detail) => detail.field)).toContain(field);
    });

    it('takes the longest and the shortest that it promises', async () => {
      for (const [n, fields] of [
        { username: 'ab', password: '12345678', organizationName: '字' },
        { username: 'u'.repeat(50), password: '密'.repeat(128), organizationName: 'o'.repeat(100) },
      ].entries()) {
        const answer = await api.post('/auth/register', { ...fields, email: `bound${n}@example.com` });
        expect(answer.status).toBe(200);
        const login = await api.post('/auth/login', { username: fields.username, password: fields.password });
        expect(login.status).toBe(200);
      }
    });
  });

  describe('signing in', () => {
    it('takes the password, and the username in any case', async () => {
      const { user } = await api.register('Mei');
      const answer = await api.post('/auth/login', { username: 'mEI', password: PASSWORD });
      expect(answer.status).toBe(200);
      expect(answer.body.data.user).toEqual(user);
      expect((await api.get('/auth/me', answer.body.data.accessToken)).status).toBe(200);
    });

    it('answers the same to a wrong password and to an unknown user', async () => {
      await api.register('known');
      const wrong = await api.post('/auth/login', { username: 'known', password: 'wrong password' });
      const unknown = await api.post('/auth/login', { username: 'unknown', password: PASSWORD });
      expect(wrong.status).toBe(401);
      expect(wrong.body.error?.type).toBe('auth.invalid_credentials');
      expect({ ...unknown.body, error: { ...unknown.body.error, requestId: '' } }).toEqual({
        ...wrong.body,
        error: { ...wrong.body.error, requestId: '' },
      });
    });
  });

  describe('what is stored', () => {
    it('holds no password and no refresh token, only an Argon2id hash and a digest', async () => {
      const { refreshToken } = await api.register('stored');
      const users = await api.query<{ password_hash: string }>("SELECT * FROM users WHERE username = 'stored'");
      expect(users[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      const everything = JSON.stringify([
        users,
        await api.query('SELECT * FROM refresh_tokens'),
        await api.query('SELECT * FROM audit_log'),
      ]);
      expect(everything).not.toContain(PASSWORD);
      expect(everything).not.toContain(refreshToken);
    });
  });

  describe('users of an organization', () => {
    it('are added by an ADMIN, with their role, to the own organization only', async () => {
      const admin = await api.register('boss');
      for (const role of ['ADMIN', 'HR', 'INTERVIEWER']) {
        const username = `boss-${role.toLowerCase()}`;
        const answer = await api.post(
          '/users',
          { username, email: `${username}@example.com`, password: PASSWORD, role },
          admin.accessToken,
        );
        expect(answer.status).toBe(200);
        expect(answer.body.data).toEqual({
          id: expect.any(Number),
          username,
          email: `${username}@example.com`,
          role,
          organizationId: admin.user.organizationId,
          createdAt: '2026-02-20T16:00:00',
        });
        const login = await api.post('/auth/login', { username, password: PASSWORD });
        expect(login.body.data.user).toEqual(answer.body.data);
      }
    });

    it('can never be made operators, nor put into another organization', async () => {
      const { accessToken } = await api.register('sly');
      const user = { username: 'sly2', email: 'sly2@example.com', password: PASSWORD, role: 'HR' };
      const operator = await api.post('/users', { ...user, role: 'OPERATOR' }, accessToken);
      expect(operator.status).toBe(400);
      expect(operator.body.error?.details[0].field).toBe('role');
      const elsewhere = await api.post('/users', { ...user, organizationId: 1 }, accessToken);
      expect(elsewhere.status).toBe(400);
      expect(elsewhere.body.error?.details[0].field).toBe('organizationId');
    });

    it('are refused where the username or the e-mail address is taken, by whatever organization', async () => {
      await api.register('first');
      const { accessToken } = await api.register('second');
      const base = { password: PASSWORD, role: 'HR' };
      const name = await api.post('/users', { ...base, username: 'First', email: 'n@example.com' }, accessToken);
      expect([name.status, name.body.error?.type]).toEqual([409, 'user.username_taken']);
      const email = await api.post('/users', { ...base, username: 'third', email: 'first@example.com' }, accessToken);
      expect([email.status, email.body.error?.type]).toEqual([409, 'user.email_taken']);
    });

    it('are neither added nor listed by HR, an INTERVIEWER or a stranger', async () => {
      const admin = await api.register('keeper');
      for (const role of ['HR', 'INTERVIEWER']) {
        const username = `keeper-${role.toLowerCase()}`;
        const account = { username, email: `${username}@example.com`, password: PASSWORD, role };
        await api.post('/users', account, admin.accessToken);
        const { data } = (await api.post('/auth/login', account && { username, password: PASSWORD })).body;
        const add = await api.post(
          '/users',
          { ...account, username: 'more', email: 'more@example.com' },
          data.accessToken,
        );
        expect([add.status, add.body.error?.type]).toEqual([403, 'auth.forbidden']);
        expect((await api.get('/users', data.accessToken)).status).toBe(403);
      }
      expect((await api.get('/users')).status).toBe(401);
      expect((await api.post('/users', {})).status).toBe(401);
    });

    it('are listed page by page, each once also while users are added, and none of another organization', async () => {
      const admin = await api.register('lister');
      await api.register('stranger');
      const add = (n: number) =>
        api.post(
          '/users',
          { username: `page${n}`, email: `page${n}@example.com`, password: PASSWORD, role: 'HR' },
          admin.accessToken,
        );
      for (let n = 1; n <= 4; n++) await add(n);
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page = await api.get(`/users?limit=2${cursor && `&cursor=${cursor}`}`, admin.accessToken);
        expect(page.body.data.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.body.data.items.map((user: { username: string }) => user.username));
        cursor = page.body.data.nextCursor as string | null;
        if (seen.length === 2) await add(5);
      }
      expect(seen).toEqual(['lister', 'page1', 'page2', 'page3', 'page4', 'page5']);
    });

    it.each(['limit=0', 'limit=101', 'limit=x', 'cursor=nonsense', 'page=2'])(
      'are not listed with a bad %s',
      async (query) => {
        const { accessToken } = await api.register(`q-${query.replace(/\W/g, '')}`);
        const answer = await api.get(`/users?${query}`, accessToken);
        expect(answer.status).toBe(400);
        expect(answer.body.error?.details[0].field).toBe(query.split('=')[0]);
      },
    );
  });

  describe('the audit log', () => {
    const entries = () => api.query<{ action: string }>("SELECT * FROM audit_log WHERE action LIKE 'test.%'");
    const record = (action: string) =>
      api.app.get(AuditLog).record({
        action,
        actor: { id: 7, organizationId: 3 },
        target: { type: 'webhook', id: 12 },
        details: { 原因: 'because' },
      });

    it('is written with the change, and not at all where that rolls back', async () => {
      const unitOfWork = api.app.get(UnitOfWork);
      await unitOfWork.run(() => record('test.kept'));
      const failing = unitOfWork.run(async () => {
        await record('test.undone');
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      const rows = await entries();
      expect(rows.map((row) => ({ ...row, id: null }))).toEqual([
        expect.objectContaining({
          action: 'test.kept',
          target_type: 'webhook',
          target_id: '12',
          details: '{"原因":"because"}',
        }),
      ]);
    });

    it('cannot be written outside a unit of work', async () => {
      await expect(record('test.outside')).rejects.toThrow('outside a unit of work');
    });

    it('says who added whom', async () => {
      const admin = await api.register('auditor');
      const added = await api.post(
        '/users',
        { username: 'audited', email: 'audited@example.com', password: PASSWORD, role: 'HR' },
        admin.accessToken,
      );
      const rows = await api.query<Record<string, unknown>>(
        "SELECT * FROM audit_log WHERE action = 'user.created' ORDER BY id DESC LIMIT 1",
      );
      expect(Number(rows[0].actor_id)).toBe(admin.user.id);
      expect(Number(rows[0].organization_id)).toBe(admin.user.organizationId);
      expect(rows[0].target_id).toBe(String(added.body.data.id));
    });
  });
});
