import { ENDPOINT } from '../../shared';
import { LIMITS, type Thresholds } from '../catalogue';
import type { Finding } from '../finding';
import type { AttackIncident } from './incident';

/** A rate of the whole project is one of every endpoint. */
function sharesEndpoint({ endpointIds }: AttackIncident, { entity }: Finding): boolean {
  if (endpointIds.includes(ENDPOINT.total) || entity.endpointIds.includes(ENDPOINT.total)) return true;
  const known = new Set(endpointIds);
  return entity.endpointIds.some((id) => known.has(id));
}

function isInReach(incident: AttackIncident, finding: Finding, thresholds: Thresholds): boolean {
  if (finding.toMs < incident.firstSeenAtMs - thresholds.quietMs) return false;
  if (incident.historical) return finding.fromMs <= incident.lastSeenAtMs + thresholds.quietMs;
  const endedAtMs = incident.resolvedAtMs ?? incident.lastSeenAtMs + thresholds.quietMs;
  return finding.fromMs <= endedAtMs + thresholds.reopenMs;
}

function isRateOnly({ detectors }: AttackIncident): boolean {
  return Object.keys(detectors).every((detector) => detector === 'rate-violation');
}

/** So many keys are over a rate that the incident is about the policy. */
function isOfPolicy(incident: AttackIncident): boolean {
  if (!isRateOnly(incident)) return false;
  return new Set(incident.rates.map(({ kind, key }) => `${kind} ${key}`)).size > LIMITS.ratedAttackers;
}

/**
 * Does a finding with an attacker in common belong to the incident? With an endpoint in common, while the attack is going
 * on or less than a day after it was resolved. Logins do not join what many keys did to a policy.
 */
export function joinsByAttacker(incident: AttackIncident, finding: Finding, thresholds: Thresholds): boolean {
  if (!isInReach(incident, finding, thresholds) || !sharesEndpoint(incident, finding)) return false;
  return finding.rate !== undefined || !isOfPolicy(incident);
}

/** Does a finding of a policy that the incident is about belong to it? Less than a quiet time from its evidence. */
export function joinsByPolicy(incident: AttackIncident, finding: Finding, { quietMs }: Thresholds): boolean {
  const { firstSeenAtMs, lastSeenAtMs } = incident;
  const isNear = finding.toMs >= firstSeenAtMs - quietMs && finding.fromMs <= lastSeenAtMs + quietMs;
  return isNear && isRateOnly(incident) && sharesEndpoint(incident, finding);
}
