import { Injectable } from '@nestjs/common';
import { hash, type Options, verify } from '@node-rs/argon2';

export const MIN_PASSWORD_LENGTH = 8;
/** Bounds the work that one request can cause. */
export const MAX_PASSWORD_LENGTH = 128;

/** Argon2id (the library's default variant) with the OWASP minimum: 19 MiB, 2 passes, 1 lane; ~30 ms in a pool thread. */
const OPTIONS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes and checks passwords with Argon2id (RFC 9106). */
@Injectable()
export class Passwords {
  private decoy?: Promise<string>;

  hash(password: string): Promise<string> {
    return hash(password, OPTIONS);
  }

  /**
   * Whether the password belongs to the hash. Without a hash (no such user) it does the same work and answers false, so
   * that the time an answer takes does not tell which usernames exist.
   */
  async matches(password: string, passwordHash: string | null): Promise<boolean> {
    this.decoy ??= this.hash('a password that nobody has');
    const matched = await verify(passwordHash ?? (await this.decoy), password);
    return matched && passwordHash !== null;
  }
}
