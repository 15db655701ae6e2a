import { countOf, formatDay, formatTime } from '../../shared';
import type { AttackIncident } from '../../detection';
import type { StoredFigures } from '../stored/entities';

const moment = (atMs: number): string => `${formatDay(atMs)} ${formatTime(atMs, 'second')} UTC`;

/** Who entered again, as a part of the sentence. */
function lately({ entries }: AttackIncident): string {
  const [last] = entries.filter(({ times }) => times > 1).sort((a, b) => b.lastAtMs - a.lastAtMs);
  return last ? `, again by ${last.caller} at ${moment(last.lastAtMs)}` : '';
}

/** One or two sentences with figures, for a message. */
export function summaryOf(attack: AttackIncident, figures: StoredFigures): string {
  const failed = `${countOf(figures.failures, 'failed login')} on ${countOf(figures.accountsTried, 'account')}`;
  const by = `by ${countOf(Math.max(1, figures.callers), 'caller')}`;
  const first = `${failed} ${by} since ${moment(attack.firstSeenAtMs)}.`;
  const [entry] = attack.entries;
  if (figures.accountsEntered === 0 || !entry) return `${first} No account was entered.`;
  const entered = `${countOf(figures.accountsEntered, 'account')} ${figures.accountsEntered === 1 ? 'was' : 'were'} entered`;
  return `${first} ${entered}, first by ${entry.caller} at ${moment(entry.atMs)}${lately(attack)}.`;
}
