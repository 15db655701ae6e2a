import type { AttackIncident } from '../../detection';
import type { AttackCount, IncidentRecord } from '../../storage';
import { titleOf } from '../describe/title';
import { readFigures, type StoredEntities, type StoredFigures } from './entities';

/**
 * Calls over a rate. Policies may count the same calls: of one key those of the policy with the most count, and of callers,
 * consumers and accounts the kind with the most.
 */
function callsOverRate(rates: AttackIncident['rates']): number {
  const sums = { caller: 0, consumer: 0, account: 0 };
  const byPolicy = new Map<string, { kind: keyof typeof sums; key: string; calls: number }>();
  for (const { kind, key, policyId, calls } of rates) {
    const name = `${policyId} ${kind} ${key}`;
    byPolicy.set(name, { kind, key, calls: calls + (byPolicy.get(name)?.calls ?? 0) });
  }
  const byKey = new Map<string, number>();
  for (const { kind, key, calls } of byPolicy.values()) {
    const name = `${kind} ${key}`;
    const before = byKey.get(name) ?? 0;
    byKey.set(name, Math.max(before, calls));
    sums[kind] += Math.max(0, calls - before);
  }
  return Math.max(sums.caller, sums.consumer, sums.account);
}

/** The figures with what the spans over a rate say: they need no counting. */
export function withRates(
  { rates, callers, policies }: Pick<AttackIncident, 'rates' | 'callers' | 'policies'>,
  figures: StoredFigures,
): StoredFigures {
  if (rates.length === 0) return figures;
  return {
    ...figures,
    callers: Math.max(figures.callers, callers.length),
    rateCalls: Math.max(figures.rateCalls, callsOverRate(rates), ...policies.map(({ calls }) => calls)),
    rateKeys: Math.max(figures.rateKeys, ...policies.map(({ keys }) => keys)),
  };
}

/** Figures only grow: calls that have expired since the count `before` were part of the attack all the same. */
export function figuresOf(
  attack: Pick<AttackIncident, 'entries' | 'rates' | 'callers' | 'policies'>,
  count: AttackCount,
  before: unknown,
): StoredFigures {
  const known = readFigures(before);
  return withRates(attack, {
    failures: Math.max(count.failures, known.failures),
    successes: Math.max(count.successes, known.successes),
    accountsTried: Math.max(count.accountsTried, known.accountsTried),
    accountsEntered: new Set(attack.entries.map((entry) => entry.account)).size,
    callers: Math.max(count.callers, known.callers),
    rateCalls: known.rateCalls,
    rateKeys: known.rateKeys,
  });
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
  const { callers, accounts, targets, endpointIds, clients, consumers, rates, policies, entries, detectors } = attack;
  const lists = { callers, accounts, targets, endpointIds, clients, consumers };
  const entities: StoredEntities = { ...lists, rates, policies, entries, detectors };
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
    callCount: figures.failures + figures.successes + figures.rateCalls,
    entities,
    figures,
  };
}
