import { atLeast, worse, type Severity } from '../../shared';
import { DETECTORS, LIMITS, type DetectorId } from '../catalogue';
import type { Finding, RateSpan } from '../finding';
import { byExcess } from '../rates/worst';
import type { AttackIncident, Entry, PolicyOver } from './incident';

/** What is known comes first: a list only grows at its end. */
function union<T>(known: T[], more: readonly T[]): T[] {
  if (more.length === 0 || known.length >= LIMITS.incidentEntities) return known;
  return [...new Set([...known, ...more])].slice(0, LIMITS.incidentEntities);
}

/** The detector of the most severe finding; `success-after-burst` only when there is nothing else. */
function leading(detectors: AttackIncident['detectors']): DetectorId {
  const named = DETECTORS.filter((detector) => detector !== 'success-after-burst' && detectors[detector]);
  let best: DetectorId | undefined;
  let worst: Severity = 'info';
  for (const detector of named) {
    const severity = detectors[detector] ?? 'info';
    if (best !== undefined && atLeast(worst, severity)) continue;
    best = detector;
    worst = severity;
  }
  return best ?? 'success-after-burst';
}

/** The entry that a finding tells of; null for a finding of failures. */
export function entryOf(finding: Finding): Entry | null {
  const [caller] = finding.entity.callers;
  const [account] = finding.entity.accounts;
  if (finding.detector !== 'success-after-burst' || caller === undefined || account === undefined) return null;
  const { failuresOnAccount: failuresBefore = 0, entries: times = 1 } = finding.evidence;
  return { account, caller, atMs: finding.atMs, failuresBefore, lastAtMs: finding.toMs, times };
}

/** The entries with one more, or with a known one that happened again. */
function withEntry(entries: Entry[], entry: Entry | null): Entry[] {
  if (!entry) return entries;
  const index = entries.findIndex((one) => one.account === entry.account && one.caller === entry.caller);
  const known = entries[index];
  if (!known) return [...entries, entry].slice(0, LIMITS.incidentEntities);
  const lastAtMs = Math.max(known.lastAtMs, entry.lastAtMs);
  return entries.with(index, { ...known, lastAtMs, times: Math.max(known.times, entry.times) });
}

/** The spans with one more, or with a known one that has grown; those furthest over are kept, in order of time. */
function withRate(rates: RateSpan[], rate: RateSpan | undefined): RateSpan[] {
  if (!rate) return rates;
  const others = rates.filter(({ findingId }) => findingId !== rate.findingId);
  const all = [...others, rate];
  const kept = all.length > LIMITS.incidentRates ? all.sort(byExcess).slice(0, LIMITS.incidentRates) : all;
  return kept.sort((a, b) => a.fromMs - b.fromMs);
}

/** The policies with that of the finding; its numbers only rise. */
function withPolicy(policies: PolicyOver[], { rate, overall }: Finding): PolicyOver[] {
  if (!rate) return policies;
  const { policyId: id, calls } = rate;
  const at = policies.findIndex((one) => one.id === id);
  const known = policies[at] ?? { id, keys: 1, calls: 0 };
  const grown = {
    id,
    keys: Math.max(known.keys, overall?.keys ?? 1),
    calls: Math.max(known.calls, overall?.calls ?? calls),
  };
  return at < 0 ? [...policies, grown] : policies.with(at, grown);
}

/** The incident with the finding in it: it grows, and its severity only rises. */
export function absorb(incident: AttackIncident, finding: Finding): AttackIncident {
  const { entity, detector } = finding;
  const detectors = {
    ...incident.detectors,
    [detector]: worse(finding.severity, incident.detectors[detector] ?? 'info'),
  };
  return {
    ...incident,
    detectors,
    detector: leading(detectors),
    severity: worse(finding.severity, incident.severity),
    firstSeenAtMs: Math.min(incident.firstSeenAtMs, finding.fromMs),
    lastSeenAtMs: Math.max(incident.lastSeenAtMs, finding.toMs),
    callers: union(incident.callers, entity.callers),
    accounts: union(incident.accounts, entity.accounts),
    targets: detector === 'brute-account' ? union(incident.targets, entity.accounts) : incident.targets,
    endpointIds: union(incident.endpointIds, entity.endpointIds),
    clients: union(incident.clients, entity.clients),
    consumers: union(incident.consumers, entity.consumers ?? []),
    entries: withEntry(incident.entries, entryOf(finding)),
    rates: withRate(incident.rates, finding.rate),
    policies: withPolicy(incident.policies, finding),
  };
}
