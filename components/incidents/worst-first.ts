import { atLeast, type IncidentItem } from '../../lib/shared';
import { goesOn } from './attack-times';

type Ranked = Pick<IncidentItem, 'state' | 'severity' | 'openedAt' | 'attack'>;

/** Nobody's before acknowledged ones, then the severest, then those that go on, then the newest. */
export const worstFirst =
  (now: number) =>
  (a: Ranked, b: Ranked): number => {
    if (a.state !== b.state) return a.state === 'open' ? -1 : 1;
    if (a.severity !== b.severity) return atLeast(a.severity, b.severity) ? -1 : 1;
    if (goesOn(a, now) !== goesOn(b, now)) return goesOn(a, now) ? -1 : 1;
    return Date.parse(b.openedAt) - Date.parse(a.openedAt);
  };
