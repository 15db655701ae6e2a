import { CATALOGUE, type Thresholds } from '../catalogue';
import type { Finding } from '../finding';
import { absorb, entryOf } from './absorb';
import type { AttackIncident, Entry, GroupEvent } from './incident';
import { IncidentPool } from './pool';

export interface GroupInput {
  /** Incidents that findings may join: running, or resolved less than a day ago; and historical ones of the same time. */
  incidents: readonly AttackIncident[];
  /** Findings of one fold, in the order of their deciding calls. */
  findings: readonly Finding[];
  /** Incident key by the id of a finding that was grouped before. */
  known: ReadonlyMap<string, string>;
  nowMs: number;
  thresholds?: Thresholds;
}

/** An incident that changed, with what happened to it in order. */
export interface GroupedIncident {
  incident: AttackIncident;
  isNew: boolean;
  events: GroupEvent[];
  findingIds: string[];
}

function openWith(finding: Finding, nowMs: number): AttackIncident {
  return {
    key: `new ${finding.id}`,
    environmentId: finding.environmentId,
    historical: finding.historical,
    state: finding.historical ? 'resolved' : 'open',
    severity: finding.severity,
    detector: finding.detector,
    detectors: {},
    openedAtMs: finding.historical ? finding.atMs : nowMs,
    resolvedAtMs: finding.historical ? finding.toMs : null,
    firstSeenAtMs: finding.fromMs,
    lastSeenAtMs: finding.toMs,
    callers: [],
    accounts: [],
    targets: [],
    entries: [],
    endpointIds: [],
    clients: [],
    consumers: [],
    rates: [],
    policies: [],
  };
}

interface Change {
  before: AttackIncident;
  after: AttackIncident;
  finding: Finding;
}

const timesOf = ({ entries }: AttackIncident, { account, caller }: Entry): number =>
  entries.find((one) => one.account === account && one.caller === caller)?.times ?? 0;

/**
 * Does the finding open a resolved incident again? An entry nobody was told of does, even one that finished before the
 * resolving and arrived after it; failures that merely go on do so only after a while.
 */
function reopens(
  { before, after, finding }: Change,
  { isKnown, graceMs }: { isKnown: boolean; graceMs: number },
): boolean {
  if (before.historical || before.state !== 'resolved' || before.resolvedAtMs === null) return false;
  const entry = entryOf(finding);
  if (entry && (!isKnown || timesOf(after, entry) > timesOf(before, entry))) return true;
  return finding.toMs > before.resolvedAtMs + (isKnown && !entry ? graceMs : 0);
}

function eventsOf({ before, after, finding }: Change, nowMs: number): GroupEvent[] {
  const events: GroupEvent[] = [];
  const entry = entryOf(finding);
  if (entry && after.entries.length > before.entries.length) events.push({ kind: 'entered', atMs: entry.atMs, entry });
  if (after.severity !== before.severity) {
    const kind = after.severity === 'critical' ? 'raised_to_critical' : 'severity_raised';
    events.push({ kind, atMs: nowMs, from: before.severity, severity: after.severity });
  }
  return events;
}

/** The incident that the finding is in already or joins. */
function findHome(pool: IncidentPool, finding: Finding, input: GroupInput): AttackIncident | undefined {
  const key = input.known.get(finding.id);
  const own = key === undefined ? undefined : pool.get(key);
  return own ?? pool.homeOf(finding, input.thresholds ?? CATALOGUE);
}

function place(finding: Finding, pool: IncidentPool, input: GroupInput): GroupedIncident {
  const { nowMs, thresholds = CATALOGUE } = input;
  const home = findHome(pool, finding, input);
  if (!home) {
    const incident = absorb(openWith(finding, nowMs), finding);
    const atMs = incident.openedAtMs;
    const events: GroupEvent[] = [{ kind: 'opened', atMs, severity: incident.severity, detector: incident.detector }];
    const entry = entryOf(finding);
    if (entry) events.unshift({ kind: 'entered', atMs: entry.atMs, entry });
    return { incident, isNew: true, events, findingIds: [finding.id] };
  }
  const grown = absorb(home, finding);
  const change = { before: home, after: grown, finding };
  const again = reopens(change, { isKnown: input.known.has(finding.id), graceMs: thresholds.resolvedGraceMs });
  const incident: AttackIncident = again ? { ...grown, state: 'open', resolvedAtMs: null } : grown;
  if (incident.historical) incident.resolvedAtMs = incident.lastSeenAtMs;
  const events = eventsOf({ before: home, after: incident, finding }, nowMs);
  if (again) {
    const { severity, detector } = incident;
    events.unshift({ kind: 'reopened', atMs: nowMs, severity, detector, entry: entryOf(finding) });
  }
  return { incident, isNew: false, events, findingIds: [finding.id] };
}

/**
 * Puts findings into incidents, one an attack. Pure: returns the incidents that changed and what happened to each, a
 * raise to critical no more than once in its life.
 */
export function group(input: GroupInput): GroupedIncident[] {
  const pool = new IncidentPool(input.incidents);
  const changed = new Map<string, GroupedIncident>();
  for (const finding of input.findings) {
    const placed = place(finding, pool, input);
    pool.put(placed.incident);
    const known = changed.get(placed.incident.key);
    if (!known) {
      changed.set(placed.incident.key, placed);
      continue;
    }
    known.incident = placed.incident;
    known.events.push(...placed.events);
    known.findingIds.push(...placed.findingIds);
  }
  return [...changed.values()];
}
