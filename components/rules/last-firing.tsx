import type { AlertItem, AlertsAnswer, RuleItem } from '../../lib/shared';
import { formatMoment, NO_VALUE } from '../../lib/shared';

/** The latest alert of each rule among the newest ones that were read, and how far back those go. */
export interface LatestAlerts {
  byRule: ReadonlyMap<string, AlertItem>;
  /** Null: all there are were read. */
  readBackTo: string | null;
}

const beganAt = ({ firedAt, startedAt }: AlertItem): string => firedAt ?? startedAt;

export function latestAlerts(answer: AlertsAnswer): LatestAlerts {
  const byRule = new Map<string, AlertItem>();
  for (const alert of answer.alerts) if (!byRule.has(alert.ruleId)) byRule.set(alert.ruleId, alert);
  const oldest = answer.alerts.at(-1);
  return { byRule, readBackTo: answer.nextCursor === null || !oldest ? null : beganAt(oldest) };
}

type LastFiringProps = { rule: RuleItem; latest: LatestAlerts | undefined; now: number };

/** When a rule last fired, as far as is known. */
export function LastFiring({ rule, latest, now }: LastFiringProps) {
  if (rule.kind === 'incident') return NO_VALUE;
  if (!latest) return '';
  const alert = latest.byRule.get(rule.id);
  if (alert) return formatMoment(beganAt(alert), now, 'minute');
  return latest.readBackTo === null ? 'never' : `not since ${formatMoment(latest.readBackTo, now, 'minute')}`;
}
