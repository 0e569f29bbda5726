import { AuditEntry } from './audit/audit-entry.entity';
import { RefreshToken } from './tokens/refresh-token.entity';
import { Organization } from './users/organization.entity';
import { User } from './users/user.entity';

export const AUTH_ENTITIES = [Organization, User, RefreshToken, AuditEntry];
