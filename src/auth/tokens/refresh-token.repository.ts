import { Injectable } from '@nestjs/common';
import { IsNull, LessThan } from 'typeorm';
import { UnitOfWork } from '../../database';
import { RefreshToken } from './refresh-token.entity';

/** Every method runs in the caller's unit of work. */
@Injectable()
export class RefreshTokenRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  findByHash(tokenHash: string): Promise<RefreshToken | null> {
    return this.unitOfWork.manager.findOneBy(RefreshToken, { tokenHash });
  }

  async insert(token: Omit<RefreshToken, 'id' | 'usedAt' | 'revokedAt'>): Promise<void> {
    await this.unitOfWork.manager.insert(RefreshToken, { ...token, usedAt: null, revokedAt: null });
  }

  /** @returns false where it had been used or revoked: of several that try at once, one gets true */
  async markUsed(id: number, usedAt: number): Promise<boolean> {
    const result = await this.unitOfWork.manager.update(
      RefreshToken,
      { id, usedAt: IsNull(), revokedAt: IsNull() },
      { usedAt },
    );
    return result.affected === 1;
  }

  async revokeFamily(familyId: string, revokedAt: number): Promise<void> {
    await this.unitOfWork.manager.update(RefreshToken, { familyId, revokedAt: IsNull() }, { revokedAt });
  }

  async deleteExpired(userId: number, now: number): Promise<void> {
    await this.unitOfWork.manager.delete(RefreshToken, { userId, expiresAt: LessThan(now) });
  }
}
