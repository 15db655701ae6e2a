import type { EnvironmentItem, IngestKeyItem, ProjectItem } from '../shared';
import type { KeyRecord, ProjectRecord } from '../storage';

/** A project as the API answers it. */
export function toProjectItem(project: ProjectRecord): ProjectItem {
  const { id, name, slug, environments, retentionDays, quotaPerMinute, apdexMs, createdAt } = project;
  return { id, name, slug, environments, retentionDays, quotaPerMinute, apdexMs, createdAt: createdAt.toISOString() };
}

/** A key as the API answers it. */
export function toKeyItem(key: KeyRecord, environments: readonly EnvironmentItem[]): IngestKeyItem {
  return {
    id: key.id,
    name: key.name,
    hint: key.hint,
    environment: environments.find(({ id }) => id === key.environmentId)?.slug ?? '',
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
  };
}
