import { Controller, Get } from '@nestjs/common';
import {
  AnyRole,
  type AuthenticatedUser,
  CurrentUser,
  OperatorAccounts,
  organizationOf,
  Public,
  Roles,
} from '../../src/auth';
import { AuthApp, PASSWORD } from './auth-app';

@Controller('probe')
class ProbeController {
  @Get('public')
  @Public()
  open() {
    return 'open';
  }

  @Get('any')
  @AnyRole()
  any(@CurrentUser() user: AuthenticatedUser) {
    return user;
  }

  @Get('operator')
  @Roles('OPERATOR')
  operator() {
    return 'operator';
  }

  @Get('hiring')
  @Roles('ADMIN', 'HR')
  hiring(@CurrentUser() user: AuthenticatedUser) {
    return organizationOf(user);
  }

  @Get('own-organization')
  @AnyRole()
  ownOrganization(@CurrentUser() user: AuthenticatedUser) {
    return organizationOf(user);
  }
}

@Controller('mixed')
@Roles('ADMIN')
class MixedController {
  @Get('inherited')
  inherited() {
    return 'inherited';
  }

  @Get('own')
  @Roles('HR')
  own() {
    return 'own';
  }
}

@Controller('silent')
class SilentController {
  @Get('route')
  route() {
    return 'nobody said who may see this';
  }
}

describe('guards', () => {
  let api: AuthApp;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    api = await AuthApp.start(null, { controllers: [ProbeController, MixedController] });
    tokens.ADMIN = (await api.register('admin')).accessToken;
    const login = async (username: string, password: string) =>
      (await api.post('/auth/login', { username, password })).body.data.accessToken as string;
    for (const role of ['HR', 'INTERVIEWER']) {
      const username = role.toLowerCase();
      await api.post('/users', { username, email: `${username}@example.com`, password: PASSWORD, role }, tokens.ADMIN);
      tokens[role] = await login(username, PASSWORD);
    }
    const operator = await api.app.get(OperatorAccounts).create('ops');
    tokens.OPERATOR = await login('ops', operator.password);
  });
  afterAll(() => api.stop());

  it('leave public routes open, also to a token that is not valid', async () => {
    expect((await api.get('/probe/public')).body.data).toBe('open');
    expect((await api.get('/probe/public', 'nonsense')).body.data).toBe('open');
  });

  it('let nobody without a token into any other route', async () => {
    for (const path of ['/probe/any', '/probe/operator', '/probe/hiring', '/mixed/own', '/users', '/auth/me']) {
      expect((await api.get(path)).status).toBe(401);
    }
  });

  it.each([
    ['/probe/any', ['ADMIN', 'HR', 'INTERVIEWER', 'OPERATOR']],
    ['/probe/operator', ['OPERATOR']],
    ['/probe/hiring', ['ADMIN', 'HR']],
    ['/mixed/inherited', ['ADMIN']],
    ['/mixed/own', ['HR']],
    ['/users', ['ADMIN']],
    ['/auth/me', ['ADMIN', 'HR', 'INTERVIEWER', 'OPERATOR']],
  ])('let into %s exactly %j', async (path, allowed) => {
    for (const [role, token] of Object.entries(tokens)) {
      const answer = await api.get(path, token);
      expect([role, answer.status]).toEqual([role, allowed.includes(role) ? 200 : 403]);
      if (answer.status === 403) expect(answer.body.error?.type).toBe('auth.forbidden');
    }
  });

  it('tell the route who calls', async () => {
    const operator = await api.get('/probe/any', tokens.OPERATOR);
    expect(operator.body.data).toEqual({
      id: expect.any(Number),
      username: 'ops',
      role: 'OPERATOR',
      organizationId: null,
    });
    const admin = await api.get('/probe/any', tokens.ADMIN);
    expect(admin.body.data).toEqual({
      id: expect.any(Number),
      username: 'admin',
      role: 'ADMIN',
      organizationId: expect.any(Number),
    });
  });

  it('give an operator no organization to act in', async () => {
    const answer = await api.get('/probe/own-organization', tokens.OPERATOR);
    expect([answer.status, answer.body.error?.type]).toEqual([403, 'auth.no_organization']);
    expect((await api.get('/auth/me', tokens.OPERATOR)).body.data).toMatchObject({
      email: null,
      organizationId: null,
      organizationName: null,
    });
  });

  it('stop the start where a route does not say who may call it', async () => {
    await expect(AuthApp.start(null, { controllers: [SilentController] })).rejects.toThrow('SilentController.route');
  });
});
