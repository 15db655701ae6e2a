import type { Thresholds } from '../catalogue';
import type { Finding, RateSpan } from '../finding';
import { windowOf } from './cells';
import { REFUSALS, type RatePolicies, type RateState } from './counter';
import { byExcess } from './worst';

interface Group {
  policyId: number;
  environmentId: number;
  historical: boolean;
}

const nameOf = ({ policyId, environmentId, historical }: Group): string =>
  `${policyId} ${environmentId} ${historical ? 'past' : 'live'}`;

type Overall = Required<Finding>['overall'];

/** Keys and their calls by kind: a call of a caller and one of its consumer may be the same. */
class Sum {
  private keys = 0;
  private readonly calls = { caller: 0, consumer: 0, account: 0 };

  add({ kind, calls }: Pick<RateSpan, 'kind' | 'calls'>): void {
    this.keys++;
    this.calls[kind] += calls;
  }

  overall(): Overall {
    return { keys: this.keys, calls: Math.max(...Object.values(this.calls)) };
  }
}

function summed(findings: readonly Finding[]): Overall {
  const sum = new Sum();
  for (const { rate } of findings) if (rate) sum.add(rate);
  return sum.overall();
}

interface Now {
  nowMs: number;
  policies: RatePolicies;
  thresholds: Thresholds;
}

/** By policy and environment the keys that were over within the quiet time. Live ones only: backfill has no now. */
function overNow({ counters }: RateState, { nowMs, policies, thresholds }: Now): Map<string, Sum> {
  const groups = new Map<string, Sum>();
  for (const counter of counters.values()) {
    const { episode, historical, policyId } = counter;
    if (!episode || historical) continue;
    const policy = policies.get(policyId);
    const cellSeconds = policyId === REFUSALS || !policy ? 1 : windowOf(policy).cellSeconds;
    if (nowMs - (episode.to + 1) * cellSeconds * 1000 > thresholds.quietMs) continue;
    const name = nameOf(counter);
    const sum = groups.get(name) ?? new Sum();
    groups.set(name, sum);
    sum.add({ kind: counter.kind, calls: episode.calls });
  }
  return groups;
}

/** The findings of each policy and environment, those furthest over first. */
function worstFirst(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (!finding.rate) continue;
    const name = nameOf({ ...finding, policyId: finding.rate.policyId });
    const group = groups.get(name);
    if (group) group.push(finding);
    else groups.set(name, [finding]);
  }
  for (const group of groups.values()) {
    group.sort((a, b) => (a.rate && b.rate ? byExcess(a.rate, b.rate) : 0));
  }
  return groups;
}

/**
 * The rate findings that are recorded one by one, at most `most`: the worst of each policy and environment, in turn. Each
 * says how many keys are over with it, and their calls, so that the rest is counted. In the order of their deciding calls.
 */
export function boundRates(
  state: RateState,
  findings: readonly Finding[],
  { most, ...now }: Now & { most: number },
): Finding[] {
  if (findings.length === 0) return [];
  const live = overNow(state, now);
  const groups = [...worstFirst(findings)].map(([name, group]) => {
    const told = summed(group);
    const known = live.get(name)?.overall() ?? told;
    return { group, overall: known.keys < told.keys ? told : known };
  });
  const kept: Finding[] = [];
  const longest = Math.max(...groups.map(({ group }) => group.length));
  for (let rank = 0; rank < longest && kept.length < most; rank++) {
    for (const { group, overall } of groups) {
      const finding = group[rank];
      if (finding && kept.length < most) kept.push({ ...finding, overall });
    }
  }
  return kept.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}
