import { ROLES, type MeAnswer } from '../shared';
import { listMemberships, type Storage } from '../storage';

/** Who is signed in and what they may open. */
export async function loadMe(storage: Storage, user: MeAnswer['user']): Promise<MeAnswer> {
  const memberships = await listMemberships(storage, user.id);
  return {
    user: { id: user.id, name: user.name, email: user.email, instanceAdmin: user.instanceAdmin },
    organizations: memberships.map(({ role, organization: { projects, ...organization } }) => ({
      ...organization,
      role: ROLES.find((known) => known === role) ?? 'viewer',
      projects: projects.map(({ id, name, slug, environments, retentionDays, createdAt }) => ({
        id,
        name,
        slug,
        environments,
        retentionDays,
        createdAt: createdAt.toISOString(),
      })),
    })),
  };
}
