import { AuthApp, PASSWORD, registration } from './auth-app';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('rate limits', () => {
  let api: AuthApp;

  beforeEach(async () => {
    api = await AuthApp.start(null, {
      env: { RATE_LIMIT_LOGIN: '3', RATE_LIMIT_REGISTER: '4', RATE_LIMIT_API: '30', ACCESS_TOKEN_TTL: '2h' },
    });
  });
  afterEach(() => api.stop());

  /** From an address of the test's choice, without a socket. */
  const from = async (remoteAddress: string, path: string, payload: object) => {
    const response = await api.app.inject({ method: 'POST', url: `/api/v1${path}`, remoteAddress, payload });
    return {
      status: response.statusCode,
      type: (JSON.parse(response.body) as { error?: { type: string } }).error?.type,
    };
  };
  const login = (remoteAddress: string, username: string, password = 'wrong password') =>
    from(remoteAddress, '/auth/login', { username, password });

  it('answer 429 in the error envelope, with the seconds to wait in Retry-After', async () => {
    for (let n = 0; n < 3; n++)
      expect((await api.post('/auth/login', { username: 'ann', password: 'x' })).status).toBe(401);
    api.clock.advance(20_500);
    const answer = await api.post('/auth/login', { username: 'ann', password: 'x' });
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('40');
    expect(answer.body).toEqual({
      code: 429,
      message: expect.stringContaining('40 s'),
      data: null,
      error: { type: 'request.rate_limited', details: [], requestId: expect.any(String) },
    });
    api.clock.advance(39_500);
    expect((await api.post('/auth/login', { username: 'ann', password: 'x' })).status).toBe(401);
  });

  it('stop one address that tries many usernames, and no other address', async () => {
    for (let n = 0; n < 3; n++) expect((await login('10.0.0.1', `user${n}`)).status).toBe(401);
    expect(await login('10.0.0.1', 'user9')).toEqual({ status: 429, type: 'request.rate_limited' });
    expect((await login('10.0.0.2', 'user9')).status).toBe(401);
  });

  it('stop many addresses that try one username, however they spell it, even with the right password', async () => {
    await api.register('victim');
    for (const [n, name] of ['victim', 'VICTIM', 'ｖictim'].entries())
      expect((await login(`10.0.1.${n}`, name)).status).toBe(401);
    expect((await login('10.0.1.9', 'Victim', PASSWORD)).status).toBe(429);
    expect((await login('10.0.1.9', 'somebody')).status).toBe(401);
    api.clock.advance(MINUTE);
    expect((await login('10.0.1.9', 'Victim', PASSWORD)).status).toBe(200);
  });

  it('count sign-in attempts that are malformed', async () => {
    for (let n = 0; n < 3; n++) expect((await from('10.0.2.1', '/auth/login', {})).status).toBe(400);
    expect((await from('10.0.2.1', '/auth/login', {})).status).toBe(429);
  });

  it('stop an address that registers too often, for an hour', async () => {
    for (let n = 0; n < 4; n++)
      expect((await from('10.0.3.1', '/auth/register', registration(`org${n}`))).status).toBe(200);
    expect((await from('10.0.3.1', '/auth/register', registration('org9'))).status).toBe(429);
    expect((await from('10.0.3.2', '/auth/register', registration('org9'))).status).toBe(200);
    api.clock.advance(HOUR);
    expect((await from('10.0.3.1', '/auth/register', registration('org10'))).status).toBe(200);
  });

  it('stop an address that guesses refresh tokens, and leave its signing in alone', async () => {
    const guess = () => from('10.0.4.1', '/auth/refresh', { refreshToken: 'a guess' });
    for (let n = 0; n < 18; n++) expect((await guess()).status).toBe(401);
    expect((await guess()).status).toBe(429);
    expect((await login('10.0.4.1', 'someone')).status).toBe(401);
  });

  it('stop one user everywhere, and no other user of the same address', async () => {
    const busy = await api.register('busy');
    const calm = await api.register('calm');
    for (let n = 0; n < 15; n++) expect((await api.get('/auth/me', busy.accessToken)).status).toBe(200);
    for (let n = 0; n < 15; n++) expect((await api.get('/users', busy.accessToken)).status).toBe(200);
    expect((await api.get('/auth/me', busy.accessToken)).status).toBe(429);
    expect((await api.get('/users', busy.accessToken)).status).toBe(429);
    expect((await api.get('/auth/me', calm.accessToken)).status).toBe(200);
    api.clock.advance(MINUTE);
    expect((await api.get('/auth/me', busy.accessToken)).status).toBe(200);
  });
});
