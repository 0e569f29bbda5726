import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, newId } from '../../common';
import { AppConfig } from '../../config';
import { UnitOfWork } from '../../database';
import { AuditLog } from '../audit/audit-log';
import { refreshTokenExpired, refreshTokenInvalid, refreshTokenReused } from '../auth.errors';
import type { RefreshToken } from './refresh-token.entity';
import { RefreshTokenRepository } from './refresh-token.repository';

const TOKEN_BYTES = 32;

type Rotation = { outcome: 'rotated'; userId: number; token: string } | { outcome: 'unknown' | 'expired' | 'reused' };

/** 256 random bits need no slow hash. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/**
 * Refresh tokens that rotate (RFC 9700, 4.14.2): each works once, for a successor. A second use means that two parties
 * hold it, so the whole family ends and both must sign in again.
 */
@Injectable()
export class RefreshTokens {
  constructor(
    private readonly tokens: RefreshTokenRepository,
    private readonly auditLog: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** A new family for a user who has just signed in. */
  startFamily(userId: number): Promise<string> {
    return this.unitOfWork.run(async () => {
      await this.tokens.deleteExpired(userId, this.clock.now());
      return this.insert(userId, newId());
    });
  }

  /** @throws AppError `auth.refresh_token_invalid`, `auth.refresh_token_expired`, `auth.refresh_token_reused` */
  async rotate(token: string): Promise<{ userId: number; token: string }> {
    // The revocation has to be committed, so the refusal is thrown only after the unit of work.
    const rotation = await this.unitOfWork.run(() => this.tryRotate(token));
    switch (rotation.outcome) {
      case 'rotated':
        return { userId: rotation.userId, token: rotation.token };
      case 'expired':
        throw refreshTokenExpired();
      case 'reused':
        throw refreshTokenReused();
      case 'unknown':
        throw refreshTokenInvalid();
    }
  }

  private async tryRotate(token: string): Promise<Rotation> {
    const row = await this.tokens.findByHash(hashOf(token));
    if (!row) return { outcome: 'unknown' };
    const now = this.clock.now();
    if (row.usedAt !== null) return this.endFamily(row);
    if (row.revokedAt !== null) return { outcome: 'unknown' };
    if (row.expiresAt <= now) return { outcome: 'expired' };
    if (!(await this.tokens.markUsed(row.id, now))) return this.endFamily(row);
    return { outcome: 'rotated', userId: row.userId, token: await this.insert(row.userId, row.familyId) };
  }

  private async endFamily(row: RefreshToken): Promise<Rotation> {
    await this.tokens.revokeFamily(row.familyId, this.clock.now());
    await this.auditLog.record({
      action: 'auth.refresh_token_reused',
      actor: null,
      target: { type: 'user', id: row.userId },
      details: { familyId: row.familyId },
    });
    return { outcome: 'reused' };
  }

  private async insert(userId: number, familyId: string): Promise<string> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const now = this.clock.now();
    await this.tokens.insert({
      userId,
      familyId,
      tokenHash: hashOf(token),
      createdAt: now,
      expiresAt: now + this.config.tokens.refreshTtlMs,
    });
    return token;
  }
}
