import type { Context } from '../../access';
import type { IncidentItem } from '../../shared';
import { changeIncident, type ChangeIncidentInput } from './change-incident';

/** Ends an incident. The same attacker reopens it within a day. Throws `conflict` when it is resolved already. */
export function resolve(ctx: Context, input: ChangeIncidentInput): Promise<IncidentItem> {
  return changeIncident(ctx, input, { kind: 'resolve', permission: 'incident:resolve', action: 'incident.resolved' });
}
