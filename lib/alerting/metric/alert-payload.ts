import { isNamedAfter, oneLine, ruleSentence, shownPath } from '../../shared';
import type { AlertPayload, MetricDefinition, Severity } from '../../shared';
import type { AlertNotice } from './alert-track';
import { sayNotice } from './say';

const NAME_LIMIT = 300;
const cut = (text: string): string => (text.length > NAME_LIMIT ? `${text.slice(0, NAME_LIMIT - 1)}…` : text);
const iso = (atMs: number): string => new Date(atMs).toISOString();

export interface AlertSource {
  project: { id: number; name: string };
  rule: { id: string; name: string; severity: Severity; definition: MetricDefinition };
  alertId: number;
  /** Name of the endpoint that the rule is narrowed to. */
  endpoint: string | null;
  /** Why it ended when its rule was changed, turned off or deleted. */
  why: string | null;
}

/** News of an alert as channels get it. */
export function alertPayload({ kind, atMs, alert }: AlertNotice, source: AlertSource): AlertPayload {
  const { project, rule, alertId, endpoint, why } = source;
  return {
    type: 'alert',
    kind,
    at: iso(atMs),
    project,
    rule: { id: rule.id, name: cut(rule.name) },
    alert: {
      id: alertId,
      title: cut(ruleSentence(rule.definition, { endpoint: endpoint && shownPath(endpoint) })),
      summary: sayNotice(rule.definition, alert, { kind, atMs, why }),
      severity: rule.severity,
      state: kind === 'resolved' ? 'resolved' : kind === 'no_data' ? 'nodata' : 'firing',
      startedAt: iso(alert.startedAtMs),
      firedAt: iso(alert.firedAtMs),
      resolvedAt: kind === 'resolved' ? iso(atMs) : null,
      value: alert.value,
      peakValue: alert.peakValue,
      late: alert.late,
      endpoint: endpoint === null ? null : cut(endpoint),
      definition: rule.definition,
    },
  };
}

const HAPPENED = {
  fired: 'fired',
  still_firing: 'still firing',
  no_data: 'has no data',
  resolved: 'resolved',
} as const;

/** One line: "[shop-api] High alert #3 fired: Server errors: Server error ratio above 5 % over 5 min"; the name only where it is the rule's own. */
export function alertSubject({ kind, project, rule, alert }: AlertPayload): string {
  const severity = alert.severity.charAt(0).toUpperCase() + alert.severity.slice(1);
  const prefix = kind === 'fired' ? `${severity} alert` : 'Alert';
  const what = isNamedAfter(rule.name, alert.title) ? alert.title : `${rule.name}: ${alert.title}`;
  const subject = `[${project.name}] ${prefix} #${alert.id} ${HAPPENED[kind]}: ${what}`;
  return oneLine(subject).trim().slice(0, 250);
}
