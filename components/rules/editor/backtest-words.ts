import type { BacktestAnswer, BacktestFiring, BacktestIncident, BacktestThreshold } from '../../../lib/shared';
import { countOf, formatCount } from '../../../lib/shared';

/** A rule that fires for more than this part of the time tells nothing. */
const ALWAYS_SHARE = 0.9;

const endOf = (firing: BacktestFiring, answer: BacktestAnswer): number => Date.parse(firing.to ?? answer.to);

/** How long a firing went on within what was tried. */
export const firingMs = (firing: BacktestFiring, answer: BacktestAnswer): number =>
  endOf(firing, answer) - Date.parse(firing.from);

/** Is a rule that has fired for so long one that fires nearly all the time? */
function isAlways(firedMs: number, answer: BacktestAnswer): boolean {
  const judgedMs = Date.parse(answer.to) - Date.parse(answer.judgedFrom ?? answer.to);
  return judgedMs > 0 && firedMs / judgedMs > ALWAYS_SHARE;
}

/** Does it fire nearly all the time? */
export const neverStops = (answer: BacktestAnswer): boolean =>
  isAlways(
    answer.firings.reduce((sum, firing) => sum + firingMs(firing, answer), 0),
    answer,
  );

/** Would it fire nearly all the time at this threshold? */
export const neverStopsAt = ({ firingSeconds }: BacktestThreshold, answer: BacktestAnswer): boolean =>
  isAlways(firingSeconds * 1000, answer);

type Told = Pick<BacktestThreshold, 'notifications' | 'noDataNotifications'>;

/** " to each channel, 2 of them of missing data", after a number of notices. */
export function toEachChannel({ notifications, noDataNotifications }: Told): string {
  if (noDataNotifications === 0) return ' to each channel';
  return noDataNotifications === notifications
    ? ' of missing data to each channel'
    : ` to each channel, ${formatCount(noDataNotifications)} of them of missing data`;
}

/** "7, 2 no data": how many notices, and how many of them tell of missing data. */
export function noticeCount({ notifications, noDataNotifications }: Told): string {
  const all = formatCount(notifications);
  if (noDataNotifications === 0) return all;
  return noDataNotifications === notifications
    ? `${all} no data`
    : `${all}, ${formatCount(noDataNotifications)} no data`;
}

/** Incidents that went on during a firing. */
export function incidentsDuring(firing: BacktestFiring, answer: BacktestAnswer): BacktestIncident[] {
  const [fromMs, toMs] = [Date.parse(firing.from), endOf(firing, answer)];
  return answer.incidents.filter(
    ({ openedAt, resolvedAt }) =>
      Date.parse(openedAt) < toMs && (resolvedAt === null || Date.parse(resolvedAt) > fromMs),
  );
}

/** "2 of 3 incidents of that time fall into a firing."; empty without incidents. */
export function coverWords({ incidents }: BacktestAnswer): string {
  if (incidents.length === 0) return '';
  const covered = incidents.filter((incident) => incident.covered).length;
  if (incidents.length === 1) return `The incident of that time falls into ${covered === 1 ? 'a' : 'no'} firing.`;
  const verb = covered === 1 ? 'falls' : 'fall';
  return `${covered} of ${countOf(incidents.length, 'incident')} of that time ${verb} into a firing.`;
}
