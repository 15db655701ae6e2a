import type { IncidentRate } from '../../shared';
import type { AttackIncident } from '../../detection';

interface Names {
  consumers: ReadonlyMap<number, string>;
  endpoints: ReadonlyMap<number, string>;
}

/** Numbers of the consumers among the keys that were over a rate. */
export function rateConsumers({ rates }: Pick<AttackIncident, 'rates'>): number[] {
  return [...new Set(rates.filter(({ kind }) => kind === 'consumer').map(({ key }) => Number(key)))];
}

/** Where a rate was exceeded, as the API shows it. */
export function rateItems({ rates }: Pick<AttackIncident, 'rates'>, { consumers, endpoints }: Names): IncidentRate[] {
  return rates.map((span) => ({
    policyId: span.policyId === 0 ? null : String(span.policyId),
    policy: span.policyId === 0 ? null : span.policy,
    kind: span.kind,
    key: span.kind === 'consumer' ? (consumers.get(Number(span.key)) ?? `consumer ${span.key}`) : span.key,
    endpoint: span.endpointId === null ? null : (endpoints.get(span.endpointId) ?? `endpoint ${span.endpointId}`),
    limit: span.limit,
    windowSeconds: span.windowSeconds,
    peak: span.peak,
    calls: span.calls,
    from: new Date(span.fromMs).toISOString(),
    to: new Date(span.toMs + 1).toISOString(),
  }));
}
