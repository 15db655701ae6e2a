import type { EnvironmentItem, IncidentNotice } from '../../shared';
import { CATALOGUE, group, type Finding, type GroupedIncident } from '../../detection';
import {
  countAttack,
  findIncidentsOfFindings,
  insertIncidentEvents,
  lockJoinableIncidents,
  saveFindings,
  saveIncident,
  takeNumbers,
  type FindingRecord,
  type IncidentRecord,
  type Tx,
} from '../../storage';
import { attackOf, scopeOf } from '../stored/attack-of';
import { listEndpointNames } from '../stored/endpoint-names';
import { readFigures } from '../stored/entities';
import { figuresOf, recordOf, withRates } from '../stored/record-of';
import { isRateOnly } from '../describe/rate-words';
import { eventsToTell, noticeOf } from './notice-of';

export interface RecordInput {
  projectId: number;
  environments: readonly EnvironmentItem[];
  /** Of one fold, in the order of their deciding calls. */
  findings: readonly Finding[];
  now: Date;
}

export interface Recorded {
  notices: IncidentNotice[];
  /** Incidents that changed. */
  changed: number[];
  /** Of these, the ones whose figures were not counted anew. */
  uncounted: number[];
}

function historyOf(findings: readonly Finding[]): { from: Date; to: Date } | null {
  const old = findings.filter((finding) => finding.historical);
  if (old.length === 0) return null;
  const from = Math.min(...old.map((finding) => finding.fromMs)) - CATALOGUE.quietMs;
  const to = Math.max(...old.map((finding) => finding.toMs)) + CATALOGUE.quietMs;
  return { from: new Date(from), to: new Date(to) };
}

async function groupFindings(
  tx: Tx,
  { projectId, findings, now }: RecordInput,
): Promise<{ grouped: GroupedIncident[]; stored: Map<string, IncidentRecord> }> {
  const homes = await findIncidentsOfFindings(tx, { projectId, ids: findings.map((finding) => finding.id) });
  const records = await lockJoinableIncidents(tx, {
    projectId,
    since: new Date(now.getTime() - CATALOGUE.reopenMs),
    history: historyOf(findings),
    ids: [...homes.values()],
  });
  const grouped = group({
    incidents: records.map(attackOf),
    findings,
    known: new Map([...homes].map(([finding, incident]) => [finding, String(incident)])),
    nowMs: now.getTime(),
  });
  return { grouped, stored: new Map(records.map((record) => [String(record.id), record])) };
}

async function saveGrouped(
  tx: Tx,
  input: RecordInput,
  { one, before }: { one: GroupedIncident; before: IncidentRecord | null },
): Promise<{ record: IncidentRecord; endpoints: string[]; counted: boolean }> {
  const { projectId, now } = input;
  const { incident: attack, events } = one;
  const id = before?.id ?? (await takeNumbers(tx, { projectId, name: 'incident', count: 1 }));
  const rateOnly = isRateOnly(attack); // then there are no login attempts to count
  const counted = before === null || events.length > 0 || rateOnly;
  const figures =
    counted && !rateOnly
      ? figuresOf(attack, await countAttack(tx, scopeOf(projectId, attack)), before?.figures)
      : withRates(attack, readFigures(before?.figures));
  const endpoints = await listEndpointNames(tx, { projectId, ids: attack.endpointIds });
  const record = recordOf({ projectId, id, attack, figures, endpoints, now, before });
  await saveIncident(tx, record);
  return { record, endpoints, counted };
}

async function saveEvents(
  tx: Tx,
  input: RecordInput,
  saved: { one: GroupedIncident; record: IncidentRecord; endpoints: string[] },
): Promise<IncidentNotice[]> {
  const { one, record, endpoints } = saved;
  const events = await insertIncidentEvents(tx, {
    projectId: input.projectId,
    events: one.events.map(({ kind, atMs, ...data }) => ({
      incidentId: record.id,
      at: new Date(atMs),
      kind,
      actor: null,
      data,
    })),
  });
  if (record.historical) return [];
  const environment = input.environments.find(({ id }) => id === record.environmentId)?.slug ?? '';
  return eventsToTell(one.events).flatMap(({ event, index, kind }) => {
    const eventId = events[index]?.id;
    if (eventId === undefined) return [];
    return [noticeOf({ record, eventId, kind, at: new Date(event.atMs), environment, endpoints, event })];
  });
}

function findingRow(finding: Finding, incidentId: number): FindingRecord {
  const { id, detector, severity, environmentId, historical, atMs, fromMs, toMs, entity, evidence, query } = finding;
  const times = { at: new Date(atMs), windowFrom: new Date(fromMs), windowTo: new Date(toMs) };
  const what = { id, detector, severity, environmentId, historical, entity };
  return { ...what, ...times, incidentId, evidence: { ...evidence, query } };
}

/**
 * Groups the findings of one fold into incidents and saves all of it, inside the transaction of the fold. Returns what
 * the incident rules are to be told. The same findings again change nothing but the time of the update.
 */
export async function recordFindings(tx: Tx, input: RecordInput): Promise<Recorded> {
  const recorded: Recorded = { notices: [], changed: [], uncounted: [] };
  if (input.findings.length === 0) return recorded;
  const { grouped, stored } = await groupFindings(tx, input);
  const byId = new Map(input.findings.map((finding) => [finding.id, finding]));
  for (const one of grouped) {
    const saved = await saveGrouped(tx, input, { one, before: stored.get(one.incident.key) ?? null });
    recorded.notices.push(...(await saveEvents(tx, input, { one, ...saved })));
    recorded.changed.push(saved.record.id);
    if (!saved.counted) recorded.uncounted.push(saved.record.id);
    const findings = one.findingIds.flatMap((id) => byId.get(id) ?? []);
    const { projectId } = input;
    const rows = [...new Set(findings)].map((finding) => findingRow(finding, saved.record.id));
    await saveFindings(tx, { projectId, findings: rows });
  }
  return recorded;
}
