import { createHmac } from 'node:crypto';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { AuthApp, JWT_SECRET, PASSWORD } from './auth-app';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT as an attacker would write it. */
function forge(header: object, claims: object, secret: string | null, digest = 'sha256'): string {
  const signed = `${part(header)}.${part(claims)}`;
  const signature = secret === null ? '' : createHmac(digest, secret).update(signed).digest('base64url');
  return `${signed}.${signature}`;
}

describe.each(DATABASE_KINDS)('tokens on $name', (kind) => {
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

  describe('access tokens', () => {
    const claims = () => {
      const iat = Math.floor(api.clock.now() / 1000);
      return { sub: '1', username: 'eve', role: 'ADMIN', org: 1, iat, exp: iat + 900 };
    };
    const HS256 = { alg: 'HS256', typ: 'JWT' };

    it('are demanded', async () => {
      const answer = await api.get('/auth/me');
      expect([answer.status, answer.body.error?.type]).toEqual([401, 'auth.token_missing']);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    });

    it('are accepted where they are as the product makes them: the forgeries below fail for what is wrong with them', async () => {
      const { user } = await api.register('eve');
      const token = forge(HS256, { ...claims(), sub: String(user.id), org: user.organizationId }, JWT_SECRET);
      expect((await api.get('/auth/me', token)).status).toBe(200);
    });

    it('expire', async () => {
      const { accessToken } = await api.register('late');
      api.clock.advance(15 * MINUTE - 1000);
      expect((await api.get('/auth/me', accessToken)).status).toBe(200);
      api.clock.advance(1000);
      const answer = await api.get('/auth/me', accessToken);
      expect([answer.status, answer.body.error?.type]).toEqual([401, 'auth.token_expired']);
    });

    it.each<[string, () => string]>([
      ['alg none', () => forge({ alg: 'none', typ: 'JWT' }, claims(), null)],
      ['alg None with a signature', () => forge({ alg: 'None', typ: 'JWT' }, claims(), JWT_SECRET)],
      ['another secret', () => forge(HS256, claims(), `${JWT_SECRET}!`)],
      ['no signature', () => forge(HS256, claims(), null)],
      ['another algorithm', () => forge({ alg: 'HS512', typ: 'JWT' }, claims(), JWT_SECRET, 'sha512')],
      ['an asymmetric algorithm', () => forge({ alg: 'RS256', typ: 'JWT' }, claims(), JWT_SECRET)],
      ['an unknown role', () => forge(HS256, { ...claims(), role: 'ROOT' }, JWT_SECRET)],
      ['an ADMIN of no organization', () => forge(HS256, { ...claims(), org: null }, JWT_SECRET)],
      ['an OPERATOR of an organization', () => forge(HS256, { ...claims(), role: 'OPERATOR' }, JWT_SECRET)],
      ['no user', () => forge(HS256, { ...claims(), sub: 'x' }, JWT_SECRET)],
      ['a time to come', () => forge(HS256, { ...claims(), nbf: claims().iat + 60 }, JWT_SECRET)],
      ['text that is no JWT', () => 'aaaa.bbbb.cccc'],
      ['one word', () => 'x'],
    ])('are refused with %s', async (_name, token) => {
      const answer = await api.get('/users', token());
      expect([answer.status, answer.body.error?.type]).toEqual([401, 'auth.token_invalid']);
    });

    it('are refused with changed claims', async () => {
      const { accessToken } = await api.register('changer');
      const [header, payload, signature] = accessToken.split('.');
      const changed = { ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), org: 1, sub: '1' };
      const answer = await api.get('/auth/me', `${header}.${part(changed)}.${signature}`);
      expect([answer.status, answer.body.error?.type]).toEqual([401, 'auth.token_invalid']);
    });

    it.each(['Basic abc', 'Bearer', 'Bearer  ', 'bear er'])('are not read from "%s"', async (authorization) => {
      const answer = await api.request('GET', '/auth/me', authorization);
      expect([answer.status, answer.body.error?.type]).toEqual([401, 'auth.token_missing']);
    });
  });

  describe('refresh tokens', () => {
    const refresh = (refreshToken: string) => api.post('/auth/refresh', { refreshToken });

    it('give a new pair that works', async () => {
      const session = await api.register('rita');
      const answer = await refresh(session.refreshToken);
      expect(answer.status).toBe(200);
      expect(answer.body.data.user).toEqual(session.user);
      expect(answer.body.data.refreshToken).not.toBe(session.refreshToken);
      expect((await api.get('/auth/me', answer.body.data.accessToken)).status).toBe(200);
      expect((await refresh(answer.body.data.refreshToken)).status).toBe(200);
    });

    it('end their whole family when one is used twice, and no other family', async () => {
      const stolen = await api.register('thea');
      const elsewhere = (await api.post('/auth/login', { username: 'thea', password: PASSWORD })).body.data;
      const second = (await refresh(stolen.refreshToken)).body.data;
      const reuse = await refresh(stolen.refreshToken);
      expect([reuse.status, reuse.body.error?.type]).toEqual([401, 'auth.refresh_token_reused']);
      expect((await refresh(second.refreshToken)).status).toBe(401);
      expect((await refresh(elsewhere.refreshToken)).status).toBe(200);
    });

    it('are exchanged once, however many try at the same time', async () => {
      const { refreshToken } = await api.register('crowd');
      const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(refreshToken)));
      const winners = answers.filter((answer) => answer.status === 200);
      expect(winners.length).toBe(1);
      // Somebody else holds the token: the winner's session ends too.
      expect((await refresh(winners[0].body.data.refreshToken)).status).toBe(401);
    });

    it('expire', async () => {
      const { refreshToken } = await api.register('slow');
      api.clock.advance(30 * DAY);
      const answer = await refresh(refreshToken);
      expect([answer.status, answer.body.error?.type]).toEqual([401, 'auth.refresh_token_expired']);
    });

    it('are gone from the database some time after they expired', async () => {
      const { user } = await api.register('tidy');
      api.clock.advance(31 * DAY);
      await api.post('/auth/login', { username: 'tidy', password: PASSWORD });
      const rows = await api.query(`SELECT id FROM refresh_tokens WHERE user_id = ${user.id}`);
      expect(rows).toHaveLength(1);
    });

    it('cannot be made up, and access tokens are none', async () => {
      const { accessToken } = await api.register('maker');
      const made = await refresh('x'.repeat(43));
      expect([made.status, made.body.error?.type]).toEqual([401, 'auth.refresh_token_invalid']);
      expect((await refresh(accessToken)).status).not.toBe(200);
    });

    it.each([{}, { refreshToken: '' }, { refreshToken: 3 }, { refreshToken: 'x'.repeat(201) }])(
      'are refused with the field named: %j',
      async (body) => {
        const answer = await api.post('/auth/refresh', body);
        expect(answer.status).toBe(400);
        expect(answer.body.error?.details[0].field).toBe('refreshToken');
      },
    );
  });
});
