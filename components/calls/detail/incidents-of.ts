import type { CallItem, IncidentItem } from '../../../lib/shared';

/** Incidents of the environment of a call to which its caller or account belongs, and in whose attack it falls. */
export function incidentsOf(call: CallItem, incidents: readonly IncidentItem[]): IncidentItem[] {
  const atMs = Date.parse(call.finishedAt);
  return incidents.filter(
    ({ environment, attack, entities }) =>
      environment === call.environment &&
      Date.parse(attack.firstEvidenceAt) <= atMs &&
      atMs <= Date.parse(attack.lastEvidenceAt) &&
      ((call.caller !== null && entities.callers.includes(call.caller)) ||
        (call.accountHash !== null && entities.accounts.includes(call.accountHash))),
  );
}
