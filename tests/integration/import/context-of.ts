import type { Context } from '../../../lib/access';
import type { IngestWorld } from '../ingest/harness';

/** Who may read all of the world's project. */
export function contextOf({ organizationId, projectId, storage }: IngestWorld): Context {
  const organization = { id: organizationId, name: 'Org', slug: 'org' };
  return {
    actor: { kind: 'user', id: 'u', name: 'U' },
    organization,
    role: 'viewer',
    scopes: new Set(),
    verifiedAt: null,
    instanceAdmin: false,
    project: {
      id: projectId,
      organizationId,
      slug: 'shop',
      name: 'Shop',
      environments: [
        { id: 1, slug: 'production', archive: false },
        { id: 2, slug: 'archive', archive: true },
      ],
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
