import type { Context } from '../../access';
import type { IncidentItem } from '../../shared';
import { changeIncident, type ChangeIncidentInput } from './change-incident';

/** Says that somebody looks after the incident. Throws `conflict` when somebody does already or it is resolved. */
export function acknowledge(ctx: Context, input: ChangeIncidentInput): Promise<IncidentItem> {
  return changeIncident(ctx, input, {
    kind: 'acknowledge',
    permission: 'incident:acknowledge',
    action: 'incident.acknowledged',
  });
}
