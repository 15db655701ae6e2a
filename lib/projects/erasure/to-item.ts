import type { ErasureItem } from '../../shared';
import type { erasures } from '../../storage';

/** An erasure, and once it is done its receipt, as the API answers it. */
export function toErasureItem(row: erasures.ErasureRow): ErasureItem {
  const { id, kind, projectId, projectName, subjectHash, state, step, steps, counts, error, dueAt } = row;
  return {
    id,
    kind,
    state,
    organizationId: row.organizationId,
    project: { id: projectId, name: projectName },
    subjectHash,
    requestedAt: row.requestedAt.toISOString(),
    requestedBy: { kind: row.requestedByKind, id: row.requestedBy, name: row.requesterName },
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    progress: { step, steps },
    rows: counts,
    error,
    nextAt: state === 'done' ? null : dueAt.toISOString(),
  };
}
