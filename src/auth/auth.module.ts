import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { AuthGuard } from './access/auth.guard';
import { RolesGuard } from './access/roles.guard';
import { RouteAccessCheck } from './access/route-access-check';
import { AuditLog } from './audit/audit-log';
import { AuditRepository } from './audit/audit.repository';
import { AuthController } from './auth.controller';
import { AuthService } from './auth.service';
import { RateLimitGuard } from './rate-limits/rate-limit.guard';
import { RateLimitsModule } from './rate-limits/rate-limits.module';
import { AccessTokens } from './tokens/access-tokens';
import { RefreshTokenRepository } from './tokens/refresh-token.repository';
import { RefreshTokens } from './tokens/refresh-tokens';
import { AccountsService } from './users/accounts.service';
import { OperatorAccounts } from './users/operator-accounts';
import { Passwords } from './users/passwords';
import { UserDirectory } from './users/user-directory';
import { UserRepository } from './users/user.repository';
import { UsersController } from './users/users.controller';

/** Users, tokens and the guards of every route. The guards run in this order: who is it, how often, may they. */
@Global()
@Module({
  imports: [JwtModule.register({}), RateLimitsModule, DiscoveryModule],
  controllers: [AuthController, UsersController],
  providers: [
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: RolesGuard },
    RouteAccessCheck,
    AccessTokens,
    RefreshTokens,
    RefreshTokenRepository,
    AccountsService,
    OperatorAccounts,
    Passwords,
    UserDirectory,
    UserRepository,
    AuditLog,
    AuditRepository,
    AuthService,
  ],
  exports: [AuditLog, OperatorAccounts, UserDirectory],
})
export class AuthModule {}
