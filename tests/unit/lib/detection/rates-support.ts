import {
  decodeState,
  emptyState,
  encodeState,
  fold,
  type DetectorState,
  type Finding,
  type RatePolicies,
  type RatePolicy,
} from '../../../../lib/detection';
import type { RateCount, RatePeak } from '../../../../lib/shared';
import { START_MS } from './simulate';

export const START = START_MS / 1000;
export const NOTHING: RatePolicy = {
  id: 1,
  version: 1,
  name: 'Orders',
  endpointId: 2,
  callLimit: 10,
  windowSeconds: 60,
  key: 'caller',
  enabled: true,
};
export const policiesOf = (change: Partial<RatePolicy> = {}): RatePolicies => new Map([[1, { ...NOTHING, ...change }]]);
export const count = (after: number, calls = 1, change: Partial<RateCount> = {}): RateCount => {
  const plain = { policies: [{ id: 1, version: 1 }], environmentId: 1, key: '203.0.113.7', backfill: false };
  return { ...plain, second: START + after, calls, ...change };
};

export interface Ran {
  state: DetectorState;
  findings: Finding[];
  peaks: RatePeak[];
}

/** Folds flushes of counts; findings and peaks as they stand at the end. */
export function run(flushes: readonly RateCount[][], policies = policiesOf(), again = false): Ran {
  const findings = new Map<string, Finding>();
  const peaks = new Map<string, RatePeak>();
  let state = emptyState();
  for (const rates of flushes) {
    const folded = fold(state, [], { nowMs: START_MS, rates, policies });
    state = again ? decodeState(encodeState(folded.state)) : folded.state;
    for (const finding of folded.findings) findings.set(finding.id, finding);
    for (const peak of folded.peaks) peaks.set(`${peak.hour} ${peak.key}`, peak);
  }
  return { state, findings: [...findings.values()], peaks: [...peaks.values()] };
}
