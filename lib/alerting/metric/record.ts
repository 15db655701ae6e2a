import { randomUUID } from 'node:crypto';
import { ALL_CHANNELS } from '../../shared';
import type { MetricDefinition, Severity } from '../../shared';
import {
  findEnabledChannels,
  findEndpointNames,
  insertOutbox,
  saveAlerts,
  saveRuleStates,
  takeNumbers,
} from '../../storage';
import type { AlertValues, EnabledChannel, NewOutboxRow, RuleStateRow, Sql } from '../../storage';
import { alertPayload, alertSubject } from './alert-payload';
import type { AlertNotice, Tracked, TrackedAlert } from './alert-track';
import type { Evaluated } from './watched';

/** A rule and what became of its alerts. */
export interface AlertChange {
  rule: { id: string; name: string; severity: Severity; channels: string[]; definition: MetricDefinition };
  tracked: Tracked;
  reason: string;
  /** Why an alert ended when its rule was changed, turned off or deleted. */
  why: string | null;
}

/** New alerts get their numbers, in the order of the rules. */
async function number(tx: Sql, projectId: number, alerts: readonly TrackedAlert[]): Promise<void> {
  const fresh = alerts.filter(({ id }) => id === null);
  if (fresh.length === 0) return;
  const first = await takeNumbers(tx, { projectId, name: 'alert', count: fresh.length });
  fresh.forEach((alert, index) => (alert.id = first + index));
}

function idOf({ id }: TrackedAlert): number {
  if (id === null) throw new Error('an alert is numbered before it is written');
  return id;
}

function toValues({ rule, reason, why }: AlertChange, alert: TrackedAlert): AlertValues {
  const { definition, name } = rule;
  return {
    id: idOf(alert),
    ruleId: rule.id,
    state: alert.state,
    severity: rule.severity,
    startedAt: new Date(alert.startedAtMs),
    firedAt: new Date(alert.firedAtMs),
    resolvedAt: alert.resolvedAtMs === null ? null : new Date(alert.resolvedAtMs),
    value: alert.value,
    data: { ruleName: name, definition, peakValue: alert.peakValue, reason: why ?? reason, late: alert.late },
  };
}

interface Telling {
  projectId: number;
  channels: readonly EnabledChannel[];
  endpoints: ReadonlyMap<number, string>;
}

function rowsOf({ projectId, channels, endpoints }: Telling, change: AlertChange, notice: AlertNotice): NewOutboxRow[] {
  const { rule, why } = change;
  const alertId = idOf(notice.alert);
  const all = rule.channels.includes(ALL_CHANNELS);
  const endpoint = endpoints.get(rule.definition.filters.endpoint ?? -1) ?? null;
  return channels
    .filter((channel) => all || rule.channels.includes(channel.id))
    .map((channel) => {
      const project = { id: projectId, name: channel.projectName };
      const payload = alertPayload(notice, { project, rule, alertId, endpoint, why });
      return {
        id: randomUUID(),
        projectId,
        channelId: channel.id,
        channelKind: channel.kind,
        ruleId: rule.id,
        incidentId: null,
        incidentEventId: null,
        alertId,
        alertEvent: notice.eventNo,
        kind: notice.kind,
        subject: alertSubject(payload),
        payload,
      };
    });
}

async function tell(
  tx: Sql,
  { projectId, changes, now }: { projectId: number; changes: readonly AlertChange[]; now: Date },
): Promise<number> {
  const telling = changes.filter(({ tracked }) => tracked.notices.length > 0);
  if (telling.length === 0) return 0;
  const channels = await findEnabledChannels(tx, [projectId]);
  const ids = telling.flatMap(({ rule }) => rule.definition.filters.endpoint ?? []);
  const endpoints = await findEndpointNames(tx, { projectId, ids: [...new Set(ids)] });
  const rows = telling.flatMap((change) =>
    change.tracked.notices.flatMap((notice) => rowsOf({ projectId, channels, endpoints }, change, notice)),
  );
  return insertOutbox(tx, rows, now);
}

/** Writes alerts and what is to be told of them, in the transaction of the change. The same notice twice enqueues nothing. */
export async function recordAlerts(
  tx: Sql,
  input: { projectId: number; changes: readonly AlertChange[]; now: Date },
): Promise<{ enqueued: number }> {
  const { projectId, changes } = input;
  await number(
    tx,
    projectId,
    changes.flatMap(({ tracked }) => tracked.changed),
  );
  const alerts = changes.flatMap((change) => change.tracked.changed.map((alert) => toValues(change, alert)));
  await saveAlerts(tx, { projectId, alerts });
  return { enqueued: await tell(tx, input) };
}

function toStateRow({ watched, memory, tracked, reason, value }: Evaluated): RuleStateRow {
  const { live } = memory;
  return {
    ruleId: watched.row.id,
    state: live.state,
    since: new Date(live.sinceMs),
    evaluatedTo: new Date(memory.evaluatedToMs),
    value,
    alertId: tracked.open?.id ?? null,
    data: { reason, memory, alert: tracked.open },
  };
}

/** Writes a pass over the rules of a project: how they stand, their alerts, the outbox. After COMMIT, announce. */
export async function recordEvaluation(
  tx: Sql,
  { projectId, evaluated, now }: { projectId: number; evaluated: readonly Evaluated[]; now: Date },
): Promise<{ enqueued: number }> {
  const changes = evaluated.map(({ watched, tracked, reason }): AlertChange => {
    const { id, name, severity, channels } = watched.row;
    const { definition } = watched;
    return { rule: { id, name, severity, channels, definition }, tracked, reason, why: null };
  });
  const { enqueued } = await recordAlerts(tx, { projectId, changes, now });
  await saveRuleStates(tx, { projectId, rows: evaluated.map(toStateRow) });
  return { enqueued };
}
