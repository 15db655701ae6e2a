import { countOf, ENDPOINT, shownPath } from '../../shared';
import type { AttackIncident } from '../../detection';
import type { StoredFigures } from '../stored/entities';
import { rateDeed } from './rate-words';

const TITLE_LENGTH = 90;

interface Facts {
  figures: StoredFigures;
  /** `METHOD route`. */
  endpoints: readonly string[];
}

function deed(attack: AttackIncident, { figures }: Facts): string {
  if (attack.detector === 'rate-violation') return rateDeed(attack);
  const callers = countOf(Math.max(1, figures.callers), 'caller');
  if (attack.detector === 'stuffing-ip') return `${callers} tried stolen passwords`;
  const accounts = countOf(Math.max(1, figures.accountsTried), 'account');
  if (attack.detector === 'success-after-burst') return `${callers} logged in`;
  return `${callers} guessed passwords of ${accounts}`;
}

function outcome(attack: AttackIncident, { figures }: Facts): string {
  if (figures.accountsEntered === 0) return '';
  if (attack.detector === 'success-after-burst') return ` after ${countOf(figures.failures, 'failure')}`;
  return ` and got into ${countOf(figures.accountsEntered, 'account')}`;
}

/** A policy over all endpoints together names none of them. */
function placeOf({ detector, endpointIds }: AttackIncident, { endpoints }: Facts): string {
  const isRate = detector === 'rate-violation';
  if (isRate && endpointIds.includes(ENDPOINT.total)) return 'all endpoints';
  const [first = isRate ? 'an endpoint' : 'a login endpoint'] = endpoints;
  return endpoints.length > 1 ? countOf(endpoints.length, 'endpoint') : shownPath(first);
}

/** Who did what to what, and what came of it; at most 90 characters, a long route is cut. */
export function titleOf(attack: AttackIncident, facts: Facts): string {
  const before = `${deed(attack, facts)} on `;
  const after = outcome(attack, facts);
  const place = placeOf(attack, facts);
  const room = TITLE_LENGTH - before.length - after.length;
  return `${before}${place.length > room ? `${place.slice(0, room - 1)}…` : place}${after}`;
}
