import { countOf, formatDay, formatTime } from '../../shared';
import type { AttackIncident } from '../../detection';
import type { StoredFigures } from '../stored/entities';
import { isRateOnly, rateSentence, whoseRate, worstRate } from './rate-words';

const moment = (atMs: number): string => `${formatDay(atMs)} ${formatTime(atMs, 'second')} UTC`;

/** Who entered again, as a part of the sentence. */
function lately({ entries }: AttackIncident): string {
  const [last] = entries.filter(({ times }) => times > 1).sort((a, b) => b.lastAtMs - a.lastAtMs);
  return last ? `, again by ${last.caller} at ${moment(last.lastAtMs)}` : '';
}

/** Of what was over a rate. */
function rateSummary({ rates }: AttackIncident, figures: StoredFigures): string {
  const worst = worstRate(rates);
  if (!worst) return '';
  const listed = new Set(rates.map(({ kind, key }) => `${kind} ${key}`)).size;
  const others = Math.max(listed, figures.rateKeys) - 1;
  const more = others === 0 ? '' : ` ${countOf(others, 'other')} ${others === 1 ? 'was' : 'were'} over a rate, too.`;
  const first = Math.min(...rates.map(({ fromMs }) => fromMs));
  const all = `${countOf(figures.rateCalls, 'call')} in all since ${moment(first)}.`;
  return `${whoseRate(worst)} ${rateSentence(worst)}.${more} ${all}`;
}

/** One or two sentences with figures, for a message. */
export function summaryOf(attack: AttackIncident, figures: StoredFigures): string {
  if (isRateOnly(attack)) return rateSummary(attack, figures);
  const failed = `${countOf(figures.failures, 'failed login')} on ${countOf(figures.accountsTried, 'account')}`;
  const by = `by ${countOf(Math.max(1, figures.callers), 'caller')}`;
  const first = `${failed} ${by} since ${moment(attack.firstSeenAtMs)}.`;
  const [entry] = attack.entries;
  if (figures.accountsEntered === 0 || !entry) return `${first} No account was entered.`;
  const entered = `${countOf(figures.accountsEntered, 'account')} ${figures.accountsEntered === 1 ? 'was' : 'were'} entered`;
  return `${first} ${entered}, first by ${entry.caller} at ${moment(entry.atMs)}${lately(attack)}.`;
}
