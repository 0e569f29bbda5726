export { AnyRole, Public, Roles } from './access/access';
export { type AuthenticatedUser, organizationOf } from './access/authenticated-user';
export { CurrentUser } from './access/current-user.decorator';
export { type AuditRecord, AuditLog } from './audit/audit-log';
export { AUTH_ENTITIES } from './auth.entities';
export { AuthModule } from './auth.module';
export { OperatorAccounts } from './users/operator-accounts';
export { type MemberRole, type Role, ROLES } from './users/role';
export { type OrganizationUser, UserDirectory } from './users/user-directory';
