import { ENDPOINT } from '../../shared';
import type { Thresholds } from '../catalogue';
import type { Finding, RateSpan } from '../finding';
import { windowOf } from './cells';
import { REFUSALS, type RateCounter, type RateEpisode, type RatePolicies, type RatePolicy } from './counter';
import type { RateScope } from './scope';

const MINUTE_SECONDS = 60;
const TOO_MANY_REQUESTS = 429;

interface Told {
  counter: RateCounter;
  episode: RateEpisode;
  /** Null: answers 429. */
  policy: RatePolicy | null;
  thresholds: Thresholds;
}

const cellMsOf = ({ policy }: Told): number => 1000 * (policy ? windowOf(policy).cellSeconds : 1);

function spanOf(told: Told): RateSpan {
  const { counter, episode, policy, thresholds } = told;
  const { kind, key, policyId } = counter;
  const cellMs = cellMsOf(told);
  return {
    findingId: episode.id,
    policyId,
    policy: policy?.name ?? '',
    kind,
    key,
    endpointId: policy?.endpointId ?? null,
    limit: policy?.callLimit ?? thresholds.rateViolation.refusals,
    windowSeconds: policy?.windowSeconds ?? MINUTE_SECONDS,
    peak: episode.peak,
    calls: episode.calls,
    fromMs: episode.from * cellMs,
    toMs: (episode.to + 1) * cellMs - 1,
  };
}

/** Callers, accounts and consumers that the finding names: the key, and of answers 429 the other side of it. */
function entityOf({ kind, key, partners, endpoints }: RateCounter, span: RateSpan): Finding['entity'] {
  const callers = kind === 'caller' ? [key] : kind === 'consumer' ? [...partners] : [];
  const consumers = kind === 'consumer' ? [key] : kind === 'caller' ? partners : [];
  const own = span.policyId === REFUSALS ? [...endpoints] : [span.endpointId ?? ENDPOINT.total];
  return {
    callers,
    accounts: kind === 'account' ? [key] : [],
    consumers: consumers.map(Number),
    endpointIds: own,
    clients: [],
  };
}

function findingOf(told: Told): Finding {
  const { counter, episode } = told;
  const rate = spanOf(told);
  const { environmentId, historical, kind, key } = counter;
  const { fromMs, toMs, limit, windowSeconds, peak, calls } = rate;
  return {
    id: episode.id,
    detector: 'rate-violation',
    severity: episode.severity,
    environmentId,
    historical,
    atMs: (episode.firedAt + 1) * cellMsOf(told) - 1,
    fromMs,
    toMs,
    entity: entityOf(counter, rate),
    evidence: { limit, windowSeconds, peak, calls, policy: rate.policyId },
    query: {
      environmentId,
      endpointIds: rate.endpointId === null ? [] : [rate.endpointId],
      caller: kind === 'caller' ? key : null,
      account: kind === 'account' ? key : null,
      consumer: kind === 'consumer' ? Number(key) : null,
      outcome: null,
      status: rate.policyId === REFUSALS ? TOO_MANY_REQUESTS : null,
      fromMs,
      toMs,
    },
    rate,
  };
}

/** The findings of the episodes that began or grew; none of a policy that is disabled. */
export function describeRates({ told, thresholds }: RateScope, policies: RatePolicies): Finding[] {
  return [...told].flatMap((counter) => {
    const { episode, policyId } = counter;
    const policy = policyId === REFUSALS ? null : policies.get(policyId);
    if (!episode || policy === undefined || policy?.enabled === false) return [];
    return [findingOf({ counter, episode, policy, thresholds })];
  });
}
