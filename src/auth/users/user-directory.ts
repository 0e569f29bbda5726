import { Injectable } from '@nestjs/common';
import type { Role } from './role';
import { UserRepository } from './user.repository';

/** A user as other modules may know one. */
export interface OrganizationUser {
  readonly id: number;
  readonly username: string;
  readonly role: Role;
}

/** What other modules may ask about users. */
@Injectable()
export class UserDirectory {
  constructor(private readonly users: UserRepository) {}

  /** @returns the user, or null where the organization has none of that id */
  async find(organizationId: number, userId: number): Promise<OrganizationUser | null> {
    const user = await this.users.findById(userId);
    if (user?.organizationId !== organizationId) return null;
    return { id: user.id, username: user.username, role: user.role };
  }

  /** Every organization's id, ascending. */
  organizationIds(): Promise<number[]> {
    return this.users.organizationIds();
  }
}
