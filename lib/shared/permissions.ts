/** What a member of each role may do. */
export const ROLES = ['owner', 'admin', 'member', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** A role as stored; one that we do not know allows nothing but to look. */
export const roleOf = (text: string): Role => ROLES.find((role) => role === text) ?? 'viewer';

const viewer = ['project:read', 'member:read', 'view:save'] as const;
const member = [
  ...viewer,
  'incident:acknowledge',
  'incident:resolve',
  'alert:acknowledge',
  'delivery:resend',
  'channel:test',
  'view:share',
] as const;
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
  'data:erase',
  'member:manage',
  'token:manage',
  'view:manage',
] as const;
const owner = [...admin, 'organization:update', 'project:delete', 'quota:update'] as const;

export type Permission = (typeof owner)[number];

export const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = { owner, admin, member, viewer };

/** People, tokens and what people saved for themselves are a matter of people: no token may read or change them. */
const ofPeople: ReadonlySet<Permission> = new Set([
  'member:read',
  'member:manage',
  'token:manage',
  'view:save',
  'view:share',
  'view:manage',
]);
const withoutPeople = (permissions: readonly Permission[]): Permission[] =>
  permissions.filter((permission) => !ofPeople.has(permission));

/** What a scope of an API token allows: `read` is a viewer, `write` all that an admin may do but people and tokens. */
export const SCOPE_PERMISSIONS: Readonly<Record<'read' | 'write', readonly Permission[]>> = {
  read: withoutPeople(viewer),
  write: withoutPeople(admin),
};
