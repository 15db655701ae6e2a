import { ENDPOINT } from '../../shared';
import type { Thresholds } from '../catalogue';
import type { Finding } from '../finding';
import { networkOf } from '../network';
import type { AttackIncident } from './incident';

const meets = <T>(some: readonly T[], others: readonly T[]): boolean => {
  if (some.length === 0 || others.length === 0) return false;
  const set = new Set(others);
  return some.some((item) => set.has(item));
};

function sharesAttacker(incident: AttackIncident, { entity }: Finding): boolean {
  return (
    meets(entity.callers, incident.callers) ||
    meets(entity.accounts, incident.accounts) ||
    meets(entity.clients, incident.clients) ||
    meets(entity.consumers ?? [], incident.consumers) ||
    meets(entity.callers.map(networkOf), incident.callers.map(networkOf))
  );
}

/** A rate of the whole project is one of every endpoint. */
function sharesEndpoint({ endpointIds }: AttackIncident, { entity }: Finding): boolean {
  const all = endpointIds.includes(ENDPOINT.total) || entity.endpointIds.includes(ENDPOINT.total);
  return all || meets(entity.endpointIds, endpointIds);
}

function isInReach(incident: AttackIncident, finding: Finding, thresholds: Thresholds): boolean {
  if (finding.toMs < incident.firstSeenAtMs - thresholds.quietMs) return false;
  if (incident.historical) return finding.fromMs <= incident.lastSeenAtMs + thresholds.quietMs;
  const endedAtMs = incident.resolvedAtMs ?? incident.lastSeenAtMs + thresholds.quietMs;
  return finding.fromMs <= endedAtMs + thresholds.reopenMs;
}

/**
 * Does the finding belong to the attack? Same environment, an endpoint in common, and a caller, network (/24, /64), account,
 * client or consumer in common, while it is going on or less than a day after it was resolved. Live and historical never meet.
 */
export function joins(incident: AttackIncident, finding: Finding, thresholds: Thresholds): boolean {
  return (
    incident.historical === finding.historical &&
    incident.environmentId === finding.environmentId &&
    isInReach(incident, finding, thresholds) &&
    sharesEndpoint(incident, finding) &&
    sharesAttacker(incident, finding)
  );
}
