import type { AttackIncident } from '../../detection';
import type { RateCallScope } from '../../storage';

const TOO_MANY_REQUESTS = 429;

/** The calls of an incident that were over a rate; null when there are none. */
export function rateScopeOf(projectId: number, { environmentId, rates }: AttackIncident): RateCallScope | null {
  const [first] = rates;
  if (!first) return null;
  const spans = rates.map(({ kind, key, endpointId, policyId, fromMs, toMs }) => {
    const status = policyId === 0 ? TOO_MANY_REQUESTS : null;
    return { kind, key, endpointId, status, from: new Date(fromMs), to: new Date(toMs + 1) };
  });
  const from = new Date(Math.min(...rates.map(({ fromMs }) => fromMs)));
  const to = new Date(Math.max(...rates.map(({ toMs }) => toMs)) + 1);
  return { projectId, environmentId, spans, from, to };
}
