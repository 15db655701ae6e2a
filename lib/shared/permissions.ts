/** What a member of each role may do. Tokens have scopes: `read` is a viewer, `write` adds what a member may change. */
export const ROLES = ['owner', 'admin', 'member', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

const viewer = ['project:read'] as const;
const member = [...viewer, 'incident:acknowledge', 'incident:resolve', 'delivery:resend', 'channel:test'] as const;
const admin = [
  ...member,
  'project:create',
  'project:update',
  'key:create',
  'key:revoke',
  'channel:create',
  'channel:update',
  'channel:delete',
  'rule:write',
  'member:manage',
] as const;
const owner = [...admin, 'organization:update', 'project:delete'] as const;

export type Permission = (typeof owner)[number];

export const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = { owner, admin, member, viewer };
