import { type MemberItem, PERMISSIONS, type Role, ROLES } from '../../lib/shared';

export interface MemberRules {
  /** Roles that may be given. */
  roles: readonly Role[];
  /** Why the role cannot be changed; null when it can. */
  roleRefused: string | null;
  /** Why the member cannot be taken out (or leave, oneself); null when that is possible. */
  endRefused: string | null;
}

const LAST_OWNER = 'The last owner: make somebody else an owner first.';
const OWNERS_ONLY = 'Only an owner changes or removes owners.';

/** Roles that somebody of this role may give: owners are made by owners alone. */
export const rolesToGive = (by: Role): readonly Role[] => ROLES.filter((role) => role !== 'owner' || by === 'owner');

/** What somebody of role `by` may do with a member, and why not. The server decides by the same rules. */
export function memberRules(by: Role, member: Pick<MemberItem, 'role' | 'self'>, ownerCount: number): MemberRules {
  const roles = rolesToGive(by);
  const manages = PERMISSIONS[by].includes('member:manage');
  const isLastOwner = member.role === 'owner' && ownerCount < 2;
  const foreignOwner = member.role === 'owner' && by !== 'owner';
  const refused = !manages ? 'Only owners and admins change members.' : foreignOwner ? OWNERS_ONLY : null;
  const last = isLastOwner ? LAST_OWNER : null;
  return { roles, roleRefused: refused ?? last, endRefused: member.self ? last : (refused ?? last) };
}
