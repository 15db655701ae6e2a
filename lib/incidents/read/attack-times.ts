import type { AttackTimes } from '../../shared';
import { CATALOGUE } from '../../detection';
import type { IncidentRecord } from '../../storage';

/**
 * An attack goes on until two minutes have passed without evidence. What the catalogue recognises as an attack has an
 * attempt every 90 s at the slowest, so one that pauses for longer has ended or been interrupted.
 */
export const ONGOING_MS = 120_000;

/** When the attack of an incident went on, as opposed to how long the incident was open. */
export function attackTimes(
  { firstSeenAt, lastSeenAt, state }: Pick<IncidentRecord, 'firstSeenAt' | 'lastSeenAt' | 'state'>,
  now: Date,
): AttackTimes {
  const lastMs = lastSeenAt.getTime();
  return {
    firstEvidenceAt: firstSeenAt.toISOString(),
    lastEvidenceAt: lastSeenAt.toISOString(),
    durationSeconds: (lastMs - firstSeenAt.getTime()) / 1000,
    ongoing: now.getTime() < lastMs + ONGOING_MS,
    ongoingUntil: new Date(lastMs + ONGOING_MS).toISOString(),
    resolvesAt: state === 'resolved' ? null : new Date(lastMs + CATALOGUE.quietMs).toISOString(),
  };
}
