import { deleteRuleState } from '../../storage';
import type { RuleRecord, Sql } from '../../storage';
import { endAlert } from '../metric/alert-track';
import { readMetricDefinition } from '../metric/definition';
import { recordAlerts } from '../metric/record';
import { readRemembered } from '../metric/remembered';

/**
 * Forgets how a rule stood, in the transaction that changes it. An alert that goes on is over, and whoever was told of it is
 * told `why`: nobody watches over it any more.
 */
export async function endWatch(
  tx: Sql,
  { rule, why, now }: { rule: RuleRecord; why: string; now: Date },
): Promise<{ enqueued: number }> {
  const { projectId, id, name, severity, channels } = rule;
  const definition = readMetricDefinition(rule.definition);
  const alert = rule.standing === null ? null : (readRemembered(rule.standing.data)?.alert ?? null);
  await deleteRuleState(tx, { projectId, ruleId: id });
  if (!alert || !definition) return { enqueued: 0 };
  const tracked = endAlert(alert, now.getTime());
  const change = { rule: { id, name, severity, channels, definition }, tracked, reason: why, why };
  return recordAlerts(tx, { projectId, changes: [change], now });
}
