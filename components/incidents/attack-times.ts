import type { AttackTimes } from '../../lib/shared';
import { formatDuration } from '../../lib/shared';

type Attacked = { attack: AttackTimes };

/** Whether the attack itself goes on at `now`, whatever the state of its incident. */
export function goesOn({ attack }: Attacked, now: number): boolean {
  return now < Date.parse(attack.ongoingUntil);
}

/** When the attack ended, or `now` while it goes on. */
export function attackEnd(incident: Attacked, now: number): number {
  return goesOn(incident, now) ? now : Date.parse(incident.attack.lastEvidenceAt);
}

/** How long the attack went on, or goes on so far: "4 min 11 s". */
export function attackSpan(incident: Attacked, now: number): string {
  const { firstEvidenceAt } = incident.attack;
  return formatDuration(Math.max(0, attackEnd(incident, now) - Date.parse(firstEvidenceAt)));
}
