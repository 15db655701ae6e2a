import type { DetectorId } from '../../lib/detection';
import type {
  ChannelItem,
  IncidentRuleItem,
  MissingPolicy,
  NoticeKind,
  RuleItem,
  RuleState,
  Severity,
} from '../../lib/shared';
import { ALL_CHANNELS, ALL_DETECTORS, ruleSentence } from '../../lib/shared';
import type { State } from '../ui/state/state';

/** Mark and word of how a metric rule stands. */
export const RULE_MARKS: Record<RuleState, { state: State; word: string }> = {
  inactive: { state: 'healthy', word: 'Quiet' },
  pending: { state: 'waiting', word: 'Pending' },
  firing: { state: 'attack', word: 'Firing' },
  recovering: { state: 'degraded', word: 'Recovering' },
  resolved: { state: 'resolved', word: 'Resolved' },
  nodata: { state: 'degraded', word: 'No data' },
  error: { state: 'failed', word: 'Not evaluated' },
};

export const MISSING_WORDS: Record<MissingPolicy, string> = {
  nodata: 'Tell that there is no data',
  ok: 'Take it for fine',
  keep: 'Keep the last state',
  alert: 'Take it for firing',
};

export const EVENT_WORDS: Record<NoticeKind, string> = {
  opened: 'opened, or opened again',
  raised_to_critical: 'raised to critical',
  resolved: 'resolved',
};

export const DETECTOR_WORDS: Record<DetectorId, string> = {
  'stuffing-ip': 'Stolen passwords tried by one caller',
  'brute-ip': 'Many failed logins of one caller',
  'brute-account': 'Many failed logins on one account',
  'success-after-burst': 'A login that a burst led to',
  'rate-violation': 'A rate limit exceeded, or ignored',
};

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const EVENT_SHORT: Record<NoticeKind, string> = {
  opened: 'opened',
  raised_to_critical: 'raised to critical',
  resolved: 'resolved',
};

/** Severities from `least` on, in words. */
export const fromSeverity = (least: Severity): string =>
  least === 'info' ? 'every severity' : least === 'critical' ? 'severity critical' : `severity ${least} or worse`;

/** "Attacks of severity medium or worse, opened or raised to critical". */
export function incidentSentence(
  rule: Pick<IncidentRuleItem, 'detectors' | 'minSeverity' | 'events' | 'filters'>,
): string {
  const what = rule.detectors.includes(ALL_DETECTORS) ? 'Attacks' : `Attacks by ${rule.detectors.join(', ')}`;
  const events = rule.events.map((event) => EVENT_SHORT[event]);
  const last = events.pop() ?? '';
  const when = events.length === 0 ? last : `${events.join(', ')} or ${last}`;
  const where = rule.filters.environment === undefined ? '' : ` in ${rule.filters.environment}`;
  return `${what} of ${fromSeverity(rule.minSeverity)}${where}, ${when}`;
}

/** What a rule watches, in one line. `endpoint`: name of the endpoint that it is narrowed to. */
export const sentenceOf = (rule: RuleItem, endpoint: string | null): string =>
  rule.kind === 'metric' ? ruleSentence(rule, { endpoint }) : incidentSentence(rule);

/** Whom a rule tells. A channel that was deleted is left out. */
export function channelsSentence(ids: readonly string[], channels: readonly ChannelItem[]): string {
  if (ids.includes(ALL_CHANNELS)) return 'every channel';
  const names = channels.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  return names.length === 0 ? 'nobody' : names.join(', ');
}
