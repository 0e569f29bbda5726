import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { UnitOfWork } from '../../database';
import { Organization } from './organization.entity';
import { User } from './user.entity';

@Injectable()
export class UserRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  findById(id: number): Promise<User | null> {
    return this.unitOfWork.read((manager) => manager.findOneBy(User, { id }));
  }

  findByUsernameKey(usernameKey: string): Promise<User | null> {
    return this.unitOfWork.read((manager) => manager.findOneBy(User, { usernameKey }));
  }

  existsByEmailKey(emailKey: string): Promise<boolean> {
    return this.unitOfWork.read((manager) => manager.existsBy(User, { emailKey }));
  }

  /** Users of an organization with ids above `afterId`, ascending. */
  list(organizationId: number, afterId: number, limit: number): Promise<User[]> {
    return this.unitOfWork.read((manager) =>
      manager.find(User, { where: { organizationId, id: MoreThan(afterId) }, order: { id: 'ASC' }, take: limit }),
    );
  }

  organization(id: number): Promise<Organization | null> {
    return this.unitOfWork.read((manager) => manager.findOneBy(Organization, { id }));
  }

  async organizationIds(): Promise<number[]> {
    const rows = await this.unitOfWork.read((manager) =>
      manager.find(Organization, { select: { id: true }, order: { id: 'ASC' } }),
    );
    return rows.map((row) => row.id);
  }

  async insert(user: Omit<User, 'id'>): Promise<User> {
    const { identifiers } = await this.unitOfWork.manager.insert(User, { ...user });
    return { ...user, id: Number(identifiers[0].id) };
  }

  async insertOrganization(organization: Omit<Organization, 'id'>): Promise<Organization> {
    const { identifiers } = await this.unitOfWork.manager.insert(Organization, { ...organization });
    return { ...organization, id: Number(identifiers[0].id) };
  }
}
