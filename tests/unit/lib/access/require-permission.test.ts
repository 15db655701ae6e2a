import { describe, expect, test } from 'vitest';
import { may, requirePermission, type Context, type Scope } from '../../../../lib/access';
import { PERMISSIONS, ROLES, SCOPE_PERMISSIONS, type Permission, type Role } from '../../../../lib/shared';

type Who = Pick<Context, 'actor' | 'role' | 'scopes' | 'project'>;

const user = (role: Role): Who => ({
  actor: { kind: 'user', id: 'u', name: 'Ada' },
  role,
  scopes: new Set(),
  project: null,
});
const token = (...scopes: Scope[]): Who => ({
  ...user('viewer'),
  actor: { kind: 'token', id: 't', name: 'ci' },
  role: null,
  scopes: new Set(scopes),
});

const ALL: readonly Permission[] = PERMISSIONS.owner;

describe('permissions', () => {
  test('a role may exactly what the matrix says, and each role all of the next lower one', () => {
    for (const role of ROLES)
      expect(ALL.filter((permission) => may(user(role), permission))).toEqual([...PERMISSIONS[role]]);
    for (const [index, role] of ROLES.slice(1).entries()) {
      expect(PERMISSIONS[ROLES[index] ?? 'owner']).toEqual(expect.arrayContaining([...PERMISSIONS[role]]));
    }
  });

  test('a token may what its scopes say, never more than an admin, never what is about people', () => {
    expect(ALL.filter((permission) => may(token('read'), permission))).toEqual(['project:read']);
    expect(ALL.filter((permission) => may(token(), permission))).toEqual([]);
    expect(SCOPE_PERMISSIONS.write.every((permission) => PERMISSIONS.admin.includes(permission))).toBe(true);
    for (const permission of ['member:read', 'member:manage', 'token:manage'] as const)
      expect(may(token('read', 'write'), permission)).toBe(false);
    expect(may(token('read', 'write'), 'channel:create')).toBe(true);
  });

  test('a project that is not the one of the request is not found, even by an owner', () => {
    expect(() => requirePermission(user('owner'), 'project:read', 7)).toThrow('no such project');
    expect(() => requirePermission(user('viewer'), 'key:create')).toThrow('your role is viewer');
  });
});
