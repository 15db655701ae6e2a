import { roleOf, type MeAnswer, type TwoFactorState } from '../shared';
import { findSecondFactorFacts, listMemberships, type Membership, type Sql, type Storage } from '../storage';
import { recentUntil } from './require-recent';

interface Someone {
  user: MeAnswer['user'];
  /** When password or code was last given in the session. */
  verifiedAt: Date;
}

/** Has a user a second factor, and which of the organizations require one? */
export async function loadTwoFactorState(
  sql: Sql,
  userId: string,
  memberships: readonly Membership[],
): Promise<TwoFactorState> {
  const { confirmedAt, recoveryCodesLeft } = await findSecondFactorFacts(sql, userId);
  return {
    enabled: confirmedAt !== null,
    enabledAt: confirmedAt?.toISOString() ?? null,
    recoveryCodesLeft,
    requiredBy: memberships.filter((of) => of.organization.requireTwoFactor).map((of) => of.organization.name),
  };
}

function toOrganization({ role, organization }: Membership, enabled: boolean): MeAnswer['organizations'][number] {
  const locked = organization.requireTwoFactor && !enabled;
  return {
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    role: roleOf(role),
    requireTwoFactor: organization.requireTwoFactor,
    locked,
    projects: (locked ? [] : organization.projects).map((project) => ({
      id: project.id,
      name: project.name,
      slug: project.slug,
      environments: project.environments,
      retentionDays: project.retentionDays,
      quotaPerMinute: project.quotaPerMinute,
      apdexMs: project.apdexMs,
      createdAt: project.createdAt.toISOString(),
    })),
  };
}

/** Who is signed in, what they may open, and what is asked of them first. */
export async function loadMe(storage: Storage, { user, verifiedAt }: Someone): Promise<MeAnswer> {
  const memberships = await listMemberships(storage, user.id);
  const twoFactor = await loadTwoFactorState(storage, user.id, memberships);
  return {
    user: { id: user.id, name: user.name, email: user.email, instanceAdmin: user.instanceAdmin },
    twoFactor,
    reauthenticatedUntil: recentUntil({ verifiedAt }).toISOString(),
    organizations: memberships.map((membership) => toOrganization(membership, twoFactor.enabled)),
  };
}
