import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log';
import { AccountsService } from './accounts.service';
import { assertUsername } from './username';

/** Operators run the installation. They are made at the command line only, never over HTTP. */
@Injectable()
export class OperatorAccounts {
  constructor(
    private readonly accounts: AccountsService,
    private readonly auditLog: AuditLog,
  ) {}

  /**
   * @returns the password, which is not kept
   * @throws AppError `user.username_taken`, `request.validation_failed`
   */
  async create(username: string): Promise<{ username: string; password: string }> {
    assertUsername(username);
    const password = randomBytes(18).toString('base64url');
    await this.accounts.create(
      { username, email: null, password, role: 'OPERATOR' },
      () => Promise.resolve(null),
      (user) =>
        this.auditLog.record({ action: 'operator.created', actor: null, target: { type: 'user', id: user.id } }),
    );
    return { username, password };
  }
}
