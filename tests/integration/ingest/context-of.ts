import type { Context } from '../../../lib/access';
import type { Role } from '../../../lib/shared';
import type { IngestWorld } from './harness';

/** Somebody of the world's organization in its project, as routes make it. */
export async function contextOf({ organizationId, projectId, storage }: IngestWorld, role: Role): Promise<Context> {
  const environments = await storage.prisma.environment.findMany({ where: { projectId }, orderBy: { id: 'asc' } });
  const organization = { id: organizationId, name: 'Org', slug: 'org' };
  return {
    actor: { kind: 'user', id: 'u', name: 'U' },
    organization,
    role,
    scopes: new Set(),
    verifiedAt: null,
    instanceAdmin: false,
    project: {
      id: projectId,
      organizationId,
      slug: 'shop',
      name: 'Shop',
      environments,
      retentionDays: 30,
      minuteDays: 15,
      hourDays: 396,
      dayDays: 1827,
      quotaPerMinute: 600_000,
      apdexMs: 500,
      createdAt: new Date(),
    },
    storage,
    seal: (bytes) => new Uint8Array(bytes),
    now: () => new Date(),
    requestId: 'test',
  };
}
