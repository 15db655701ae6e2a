import type { Context } from '../../../lib/access';
import type { Role } from '../../../lib/shared';
import { memberContext } from '../../support/member-context';
import type { IngestWorld } from './harness';

/** Somebody of the world's organization in its project, as routes make it. */
export async function contextOf({ organizationId, projectId, storage }: IngestWorld, role: Role): Promise<Context> {
  const environments = await storage.prisma.environment.findMany({ where: { projectId }, orderBy: { id: 'asc' } });
  return memberContext({ organizationId, projectId, storage, role, environments });
}
