import { Injectable } from '@nestjs/common';
import { Clock } from '../../common';
import { isUniqueViolation, UnitOfWork } from '../../database';
import { emailTaken, usernameTaken } from '../auth.errors';
import { identityKey } from './identity-key';
import { Passwords } from './passwords';
import type { Role } from './role';
import type { User } from './user.entity';
import { UserRepository } from './user.repository';

export interface NewAccount {
  username: string;
  /** null for an operator. */
  email: string | null;
  password: string;
  role: Role;
}

/** Makes users; usernames and e-mail addresses are unique in the whole installation. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly users: UserRepository,
    private readonly passwords: Passwords,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * @param organizationOf runs first in the same unit of work and says which organization the user joins
   * @param afterwards runs last in the same unit of work
   * @throws AppError `user.username_taken`, `user.email_taken`
   */
  async create(
    account: NewAccount,
    organizationOf: () => Promise<number | null>,
    afterwards: (user: User) => Promise<void>,
  ): Promise<User> {
    const usernameKey = identityKey(account.username);
    const emailKey = account.email === null ? null : identityKey(account.email);
    await this.refuseTaken(usernameKey, emailKey);
    // Before the unit of work: on SQLite everybody else would wait for the hash.
    const passwordHash = await this.passwords.hash(account.password);
    try {
      return await this.unitOfWork.run(async () => {
        const user = await this.users.insert({
          organizationId: await organizationOf(),
          username: account.username,
          usernameKey,
          email: account.email,
          emailKey,
          passwordHash,
          role: account.role,
          createdAt: this.clock.now(),
        });
        await afterwards(user);
        return user;
      });
    } catch (error) {
      // Somebody else took the name between the check and the insert.
      if (isUniqueViolation(error)) await this.refuseTaken(usernameKey, emailKey);
      throw error;
    }
  }

  private async refuseTaken(usernameKey: string, emailKey: string | null): Promise<void> {
    if (await this.users.findByUsernameKey(usernameKey)) throw usernameTaken();
    if (emailKey !== null && (await this.users.existsByEmailKey(emailKey))) throw emailTaken();
  }
}
