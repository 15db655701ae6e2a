import { formatCondition, formatMeasure, formatSpan, formatTime, measureName } from '../../shared';
import type { AlertNoticeKind, MetricDefinition } from '../../shared';
import type { TrackedAlert } from './alert-track';
import type { MachineState, Reason } from './machine';

const spanOf = (seconds: number): string => formatSpan(seconds * 1000);

type Say = (definition: MetricDefinition) => string;
const beyondFor: Say = (rule) =>
  rule.forSeconds === 0 ? formatCondition(rule) : `${formatCondition(rule)} for ${spanOf(rule.forSeconds)}`;
const notBeyond: Say = (rule) => `not ${formatCondition(rule)}`;
const noLonger: Say = (rule) => `no longer ${formatCondition(rule)}`;
const waits: Say = (rule) => `${formatCondition(rule)}, fires after ${spanOf(rule.forSeconds)}`;

const REASONS: Readonly<Record<Reason, Say>> = {
  began: waits,
  holds: beyondFor,
  held_long_enough: beyondFor,
  holds_again: (rule) => `${formatCondition(rule)} again`,
  lapsed: noLonger,
  ended: noLonger,
  keeps_firing: (rule) => `${noLonger(rule)}, keeps firing for ${spanOf(rule.keepFiringForSeconds)}`,
  quiet: notBeyond,
  too_few_calls: (rule) => `fewer than ${rule.minCalls} calls`,
  missing_once: () => 'one window without data',
  no_data: () => 'no data',
  missing_kept: () => 'no data: stays as it was',
  data_back: () => 'data is back',
  not_judged: () => 'the last window could not be judged',
  error: () => 'cannot be evaluated',
};

/** Why a rule stands as it stands, in one clause; with the environment where one of several decides. */
export function sayReason(definition: MetricDefinition, reason: Reason, live: MachineState): string {
  const clause = reason === 'holds' && live.state === 'pending' ? waits(definition) : REASONS[reason](definition);
  return live.environment === null ? clause : `${live.environment}: ${clause}`;
}

const NEARLY_A_DAY_SECONDS = 86_000;
const GIVEN_UP = 'An environment that is silent for a day while another is heard is not waited for any more.';

const utc = (atMs: number): string => `${formatTime(atMs)} UTC`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function figures(rule: MetricDefinition, alert: TrackedAlert): string {
  const of = alert.environment === null ? '' : ` of ${alert.environment}`;
  const name = `${capital(measureName(rule.measure))}${of}`;
  if (alert.value === null) return `${name} had no value.`;
  const value = formatMeasure(rule.measure, alert.value);
  const peak = alert.peakValue === null ? value : formatMeasure(rule.measure, alert.peakValue);
  return `${name} was ${value}${peak === value ? '' : `, ${peak} at its worst`}.`;
}

/** What happened to an alert, in a sentence or two. `why`: the rule was changed, turned off or deleted. */
export function sayNotice(
  rule: MetricDefinition,
  alert: TrackedAlert,
  { kind, atMs, why }: { kind: AlertNoticeKind; atMs: number; why: string | null },
): string {
  const late = alert.late && kind === 'fired' ? ' The calls came late, after their window had been judged.' : '';
  if (kind === 'fired') return `${figures(rule, alert)} It began at ${utc(alert.startedAtMs)}.${late}`;
  if (kind === 'still_firing') return `${figures(rule, alert)} It has been firing since ${utc(alert.firedAtMs)}.`;
  if (kind === 'no_data') {
    return `There has been no ${measureName(rule.measure)} to judge in the last two windows, up to ${utc(atMs)}.`;
  }
  if (why !== null) return `Ended at ${utc(atMs)}: ${why}.`;
  if (alert.peakValue === null) return `Data is back since ${utc(atMs)}.`;
  const worst = `At its worst it was ${formatMeasure(rule.measure, alert.peakValue)}.`;
  if (alert.environment === null) return `Since ${utc(atMs)} it is ${noLonger(rule)}. ${worst}`;
  const given = alert.peakValue >= NEARLY_A_DAY_SECONDS ? ` ${GIVEN_UP}` : '';
  return `Since ${utc(atMs)} it is ${noLonger(rule)}, as ${alert.environment} was. ${worst}${given}`;
}
