import type { AttackIncident } from '../../detection';
import type { AttackCount, IncidentRecord } from '../../storage';
import { titleOf } from '../describe/title';
import { readFigures, type StoredEntities, type StoredFigures } from './entities';

/** Figures only grow: calls that have expired since the count `before` were part of the attack all the same. */
export function figuresOf(
  { entries }: Pick<AttackIncident, 'entries'>,
  count: AttackCount,
  before: unknown,
): StoredFigures {
  const known = readFigures(before);
  return {
    failures: Math.max(count.failures, known.failures),
    successes: Math.max(count.successes, known.successes),
    accountsTried: Math.max(count.accountsTried, known.accountsTried),
    accountsEntered: new Set(entries.map((entry) => entry.account)).size,
    callers: Math.max(count.callers, known.callers),
  };
}

interface RecordInput {
  projectId: number;
  id: number;
  attack: AttackIncident;
  figures: StoredFigures;
  /** `METHOD route` of the endpoints. */
  endpoints: readonly string[];
  now: Date;
  /** The stored row; null for a new incident. */
  before: IncidentRecord | null;
}

/** The row of an incident after grouping or counting. A reopened one is nobody's any more. */
export function recordOf({ projectId, id, attack, figures, endpoints, now, before }: RecordInput): IncidentRecord {
  const { callers, accounts, targets, endpointIds, clients, entries, detectors } = attack;
  const entities: StoredEntities = { callers, accounts, targets, endpointIds, clients, entries, detectors };
  const reopened = before?.state === 'resolved' && attack.state === 'open';
  return {
    projectId,
    id,
    environmentId: attack.environmentId,
    state: attack.state,
    severity: attack.severity,
    detector: attack.detector,
    title: titleOf(attack, { figures, endpoints }),
    historical: attack.historical,
    openedAt: before?.openedAt ?? new Date(attack.openedAtMs),
    updatedAt: now,
    resolvedAt: attack.resolvedAtMs === null ? null : new Date(attack.resolvedAtMs),
    acknowledgedAt: reopened ? null : (before?.acknowledgedAt ?? null),
    acknowledgedBy: reopened ? null : (before?.acknowledgedBy ?? null),
    firstSeenAt: new Date(attack.firstSeenAtMs),
    lastSeenAt: new Date(attack.lastSeenAtMs),
    callCount: figures.failures + figures.successes,
    entities,
    figures,
  };
}
