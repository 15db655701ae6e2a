import type { MetricDefinition, RuleItem, RuleStatus } from '../../shared';
import type { RuleRecord, RuleStanding } from '../../storage';
import { readIncidentRule } from '../incident-rule';
import { readMetricDefinition } from '../metric/definition';
import { readRemembered } from '../metric/remembered';

function toStatus({
  state,
  since,
  reason,
  value,
  evaluatedTo,
  alertId,
}: RuleStanding & { reason: string }): RuleStatus {
  return { state, since, reason, value, evaluatedTo, alertId };
}

/** What a rule shows whose stored definition cannot be read: it is watched by nobody and says so. */
const UNREADABLE: MetricDefinition = {
  measure: 'calls',
  filters: {},
  windowSeconds: 60,
  condition: { above: 0 },
  forSeconds: 0,
  keepFiringForSeconds: 0,
  missing: 'keep',
  minCalls: 0,
};

/** A rule as the API shows it. */
export function toRuleItem(record: RuleRecord): RuleItem {
  const { id, name, severity, channels, enabled, createdAt, standing } = record;
  const base = { id, name, severity, channels, enabled, createdAt: createdAt.toISOString() };
  if (record.kind === 'incident') {
    const { detectors, minSeverity, events, environment } = readIncidentRule(record.definition);
    return {
      ...base,
      kind: 'incident',
      detectors,
      minSeverity,
      events,
      filters: environment === null ? {} : { environment },
    };
  }
  const definition = readMetricDefinition(record.definition) ?? UNREADABLE;
  const reason = standing === null ? '' : (readRemembered(standing.data)?.reason ?? '');
  return {
    ...base,
    kind: 'metric',
    ...definition,
    status: standing === null ? null : toStatus({ ...standing, reason }),
  };
}
