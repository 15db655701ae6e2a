import type { Thresholds } from '../catalogue';
import type { Finding } from '../finding';
import { networkOf } from '../network';
import type { AttackIncident } from './incident';
import { joinsByAttacker, joinsByPolicy } from './join';

type Named = Pick<AttackIncident, 'callers' | 'accounts' | 'clients' | 'consumers'>;
type Where = Pick<AttackIncident, 'environmentId' | 'historical'>;

const NOBODY: Named = { callers: [], accounts: [], clients: [], consumers: [] };

const placeOf = ({ environmentId, historical }: Where): string => `${historical ? 'past' : 'live'} ${environmentId}`;

/** Names under which an attacker is found; the network (/24, /64) stands for its callers. Only what `before` lacks. */
function attackersOf(where: Where, named: Named, before: Named = NOBODY): string[] {
  const place = placeOf(where);
  return [
    ...named.callers.slice(before.callers.length).map((caller) => `${place} network ${networkOf(caller)}`),
    ...named.accounts.slice(before.accounts.length).map((account) => `${place} account ${account}`),
    ...named.clients.slice(before.clients.length).map((client) => `${place} client ${client}`),
    ...named.consumers.slice(before.consumers.length).map((consumer) => `${place} consumer ${consumer}`),
  ];
}

const policyOf = (where: Where, id: number): string => `${placeOf(where)} policy ${id}`;

interface Pooled {
  incident: AttackIncident;
  /** Place among those that came into the pool. */
  place: number;
}

/** Running before resolved, then the oldest. */
function isBefore(a: Pooled, b: Pooled): boolean {
  const rank = ({ incident }: Pooled): number => (incident.state === 'resolved' ? 1 : 0);
  const order = rank(a) - rank(b) || a.incident.openedAtMs - b.incident.openedAtMs || a.place - b.place;
  return order < 0;
}

/** Incidents that findings may join, found by whom and what they name: a finding looks only at those that share a name. */
export class IncidentPool {
  private readonly byKey = new Map<string, Pooled>();
  private readonly byName = new Map<string, Set<Pooled>>();

  constructor(incidents: readonly AttackIncident[]) {
    for (const incident of incidents) this.put(incident);
  }

  get(key: string): AttackIncident | undefined {
    return this.byKey.get(key)?.incident;
  }

  /** Adds an incident, or what it has become: its lists have only grown at their ends. */
  put(incident: AttackIncident): void {
    const known = this.byKey.get(incident.key);
    const names = attackersOf(incident, incident, known?.incident);
    for (const { id } of incident.policies) names.push(policyOf(incident, id));
    const pooled = known ?? { incident, place: this.byKey.size };
    pooled.incident = incident;
    this.byKey.set(incident.key, pooled);
    for (const name of names) {
      const named = this.byName.get(name);
      if (named) named.add(pooled);
      else this.byName.set(name, new Set([pooled]));
    }
  }

  /** The incident that the finding joins: same environment, both live or both of the past. */
  homeOf(finding: Finding, thresholds: Thresholds): AttackIncident | undefined {
    const { entity, rate } = finding;
    let best: Pooled | undefined;
    const look = (name: string, joins: typeof joinsByAttacker): void => {
      for (const pooled of this.byName.get(name) ?? []) {
        if (best && (best === pooled || isBefore(best, pooled))) continue;
        if (joins(pooled.incident, finding, thresholds)) best = pooled;
      }
    };
    const named = { ...entity, consumers: entity.consumers ?? [] };
    for (const name of new Set(attackersOf(finding, named))) look(name, joinsByAttacker);
    if (rate) look(policyOf(finding, rate.policyId), joinsByPolicy);
    return best?.incident;
  }
}
