import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Clock } from '../../common';
import { AppConfig } from '../../config';
import type { AuthenticatedUser } from '../access/authenticated-user';
import { tokenExpired, tokenInvalid } from '../auth.errors';
import { ROLES, type Role } from '../users/role';

interface Claims {
  sub: string;
  username: string;
  role: Role;
  org: number | null;
}

/** The only algorithm ever signed or accepted: no `none`, nothing that a header could choose. */
const ALGORITHM = 'HS256';

/** Access tokens: JWTs (RFC 7519) that name the user, signed with `JWT_SECRET`. They are not stored and can't be recalled. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Life of a new token, in seconds. */
  get lifetimeSeconds(): number {
    return Math.max(1, Math.floor(this.config.tokens.accessTtlMs / 1000));
  }

  issue(user: AuthenticatedUser): string {
    const iat = this.nowSeconds();
    const claims: Claims = { sub: String(user.id), username: user.username, role: user.role, org: user.organizationId };
    return this.jwt.sign(
      { ...claims, iat, exp: iat + this.lifetimeSeconds },
      { algorithm: ALGORITHM, secret: this.config.jwtSecret },
    );
  }

  /** @throws AppError `auth.token_expired`, `auth.token_invalid` */
  async verify(token: string): Promise<AuthenticatedUser> {
    const claims = await this.claimsOf(token);
    const id = Number(claims.sub);
    const known =
      Number.isSafeInteger(id) && id > 0 && ROLES.includes(claims.role) && typeof claims.username === 'string';
    // Exactly the operators belong to no organization.
    const consistent = claims.role === 'OPERATOR' ? claims.org === null : Number.isSafeInteger(claims.org);
    if (!known || !consistent) throw tokenInvalid();
    return { id, username: claims.username, role: claims.role, organizationId: claims.org };
  }

  private async claimsOf(token: string): Promise<Claims> {
    try {
      return await this.jwt.verifyAsync<Claims>(token, {
        algorithms: [ALGORITHM],
        secret: this.config.jwtSecret,
        clockTimestamp: this.nowSeconds(),
      });
    } catch (error) {
      throw (error as Error).name === 'TokenExpiredError' ? tokenExpired() : tokenInvalid(error);
    }
  }

  private nowSeconds(): number {
    return Math.floor(this.clock.now() / 1000);
  }
}
