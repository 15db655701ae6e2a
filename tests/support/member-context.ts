import type { Context, ContextProject } from '../../lib/access';
import type { Role } from '../../lib/shared';
import type { Storage } from '../../lib/storage';

export interface Member {
  storage: Storage;
  organizationId: string;
  projectId: number;
  role: Role;
  environments?: ContextProject['environments'];
  now?: () => Date;
}

/** Somebody of an organization in one of its projects, as routes make it; nothing of it is sealed. */
export function memberContext(member: Member): Context & { project: ContextProject } {
  const { storage, organizationId, projectId, role, environments = [], now = () => new Date() } = member;
  return {
    actor: { kind: 'user', id: 'u', name: 'U' },
    organization: { id: organizationId, name: 'Org', slug: 'org' },
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
      callsSince: null,
      minutesSince: null,
      hoursSince: null,
      quotaPerMinute: 600_000,
      apdexMs: 500,
      createdAt: now(),
    },
    storage,
    seal: (bytes) => new Uint8Array(bytes),
    now,
    requestId: 'test',
  };
}
