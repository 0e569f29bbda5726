/** OPERATOR runs the installation and belongs to no organization; the others belong to exactly one. */
export const ROLES = ['OPERATOR', 'ADMIN', 'HR', 'INTERVIEWER'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that an ADMIN may give to users of the own organization. */
export const MEMBER_ROLES = ['ADMIN', 'HR', 'INTERVIEWER'] as const satisfies readonly Role[];
export type MemberRole = (typeof MEMBER_ROLES)[number];
