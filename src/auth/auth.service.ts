import { Injectable } from '@nestjs/common';
import { Clock, LocalTime, type Page, type PageQuery, decodeCursor, toPage } from '../common';
import { type AuthenticatedUser, organizationOf } from './access/authenticated-user';
import { AuditLog } from './audit/audit-log';
import { credentialsInvalid, refreshTokenInvalid, tokenInvalid } from './auth.errors';
import type { CreateUserRequest } from './dto/create-user.request';
import type { LoginRequest } from './dto/login.request';
import type { MeResponse } from './dto/me.response';
import type { RegisterRequest } from './dto/register.request';
import type { SessionResponse } from './dto/session.response';
import { UserResponse } from './dto/user.response';
import { AccessTokens } from './tokens/access-tokens';
import { RefreshTokens } from './tokens/refresh-tokens';
import { AccountsService } from './users/accounts.service';
import { identityKey } from './users/identity-key';
import { Passwords } from './users/passwords';
import type { User } from './users/user.entity';
import { UserRepository } from './users/user.repository';

@Injectable()
export class AuthService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly users: UserRepository,
    private readonly passwords: Passwords,
    private readonly accessTokens: AccessTokens,
    private readonly refreshTokens: RefreshTokens,
    private readonly auditLog: AuditLog,
    private readonly localTime: LocalTime,
    private readonly clock: Clock,
  ) {}

  /** A new organization with its first ADMIN, signed in. */
  async register({ organizationName, ...account }: RegisterRequest): Promise<SessionResponse> {
    const user = await this.accounts.create(
      { ...account, role: 'ADMIN' },
      async () => {
        const organization = await this.users.insertOrganization({
          name: organizationName,
          createdAt: this.clock.now(),
        });
        return organization.id;
      },
      (created) =>
        this.auditLog.record({
          action: 'organization.registered',
          actor: created,
          target: { type: 'organization', id: created.organizationId ?? 0 },
        }),
    );
    return this.session(user, await this.refreshTokens.startFamily(user.id));
  }

  async login({ username, password }: LoginRequest): Promise<SessionResponse> {
    const user = await this.users.findByUsernameKey(identityKey(username));
    const matched = await this.passwords.matches(password, user?.passwordHash ?? null);
    if (!user || !matched) throw credentialsInvalid();
    return this.session(user, await this.refreshTokens.startFamily(user.id));
  }

  async refresh(refreshToken: string): Promise<SessionResponse> {
    const next = await this.refreshTokens.rotate(refreshToken);
    const user = await this.users.findById(next.userId);
    if (!user) throw refreshTokenInvalid();
    return this.session(user, next.token);
  }

  async me({ id }: AuthenticatedUser): Promise<MeResponse> {
    const user = await this.users.findById(id);
    if (!user) throw tokenInvalid();
    const organization = user.organizationId === null ? null : await this.users.organization(user.organizationId);
    return { ...UserResponse.of(user, this.localTime), organizationName: organization?.name ?? null };
  }

  /** Adds a user to the ADMIN's own organization. */
  async createUser(admin: AuthenticatedUser, account: CreateUserRequest): Promise<UserResponse> {
    const user = await this.accounts.create(
      account,
      () => Promise.resolve(organizationOf(admin)),
      (created) =>
        this.auditLog.record({
          action: 'user.created',
          actor: admin,
          target: { type: 'user', id: created.id },
          details: { role: created.role },
        }),
    );
    return UserResponse.of(user, this.localTime);
  }

  async listUsers(admin: AuthenticatedUser, { limit, cursor }: PageQuery): Promise<Page<UserResponse>> {
    const [afterId] = cursor === undefined ? [0] : decodeCursor(cursor, ['number'] as const);
    const rows = await this.users.list(organizationOf(admin), afterId, limit + 1);
    const page = toPage(rows, limit, (user) => [user.id]);
    return { ...page, items: page.items.map((user) => UserResponse.of(user, this.localTime)) };
  }

  private session(user: User, refreshToken: string): SessionResponse {
    return {
      accessToken: this.accessTokens.issue(user),
      refreshToken,
      expiresIn: this.accessTokens.lifetimeSeconds,
      user: UserResponse.of(user, this.localTime),
    };
  }
}
