import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Role } from '../users/role';
import { AnyRole, Public, Roles } from './access';
import { RolesGuard } from './roles.guard';

class Routes {
  silent(): void {}
  @Public() open(): void {}
  @AnyRole() any(): void {}
  @Roles('HR', 'ADMIN') hiring(): void {}
}

/** The guard's answer on its own: the start-up check would not let a silent route get this far. */
function lets(route: keyof Routes, role: Role | null): boolean {
  const user = role && { id: 1, username: 'u', role, organizationId: 1 };
  const context = {
    getHandler: () => Routes.prototype[route],
    getClass: () => Routes,
    switchToHttp: () => ({ getRequest: () => ({ user: user ?? undefined }) }),
  } as unknown as ExecutionContext;
  try {
    return new RolesGuard(new Reflector()).canActivate(context);
  } catch (error) {
    expect(error).toMatchObject({ type: 'auth.forbidden', kind: 'forbidden' });
    return false;
  }
}

describe('RolesGuard', () => {
  it('denies a route that does not say who may call it, to everybody', () => {
    for (const role of ['OPERATOR', 'ADMIN', 'HR', 'INTERVIEWER', null] as const)
      expect(lets('silent', role)).toBe(false);
  });

  it('denies every route but a public one where nobody is signed in', () => {
    expect([lets('open', null), lets('any', null), lets('hiring', null)]).toEqual([true, false, false]);
  });

  it('lets exactly the named roles pass', () => {
    expect([lets('hiring', 'HR'), lets('hiring', 'ADMIN')]).toEqual([true, true]);
    expect([lets('hiring', 'INTERVIEWER'), lets('hiring', 'OPERATOR')]).toEqual([false, false]);
    expect(lets('any', 'INTERVIEWER')).toBe(true);
  });
});
