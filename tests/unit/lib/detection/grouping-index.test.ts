import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CATALOGUE, DETECTORS, group, networkOf, type AttackIncident, type Finding } from '../../../../lib/detection';
import { ENDPOINT, SEVERITIES } from '../../../../lib/shared';
import { account, MINUTE, START_MS } from './simulate';

const { quietMs, reopenMs } = CATALOGUE;
const meets = <T>(some: readonly T[], others: readonly T[]): boolean => some.some((one) => others.includes(one));

function sharesEndpoint({ endpointIds }: AttackIncident, { entity }: Finding): boolean {
  const all = endpointIds.includes(ENDPOINT.total) || entity.endpointIds.includes(ENDPOINT.total);
  return all || meets(entity.endpointIds, endpointIds);
}

function sharesAttacker(incident: AttackIncident, { entity }: Finding): boolean {
  return (
    meets(entity.callers, incident.callers) ||
    meets(entity.accounts, incident.accounts) ||
    meets(entity.clients, incident.clients) ||
    meets(entity.consumers ?? [], incident.consumers) ||
    meets(entity.callers.map(networkOf), incident.callers.map(networkOf))
  );
}

function isInReach(incident: AttackIncident, { fromMs, toMs }: Finding): boolean {
  if (toMs < incident.firstSeenAtMs - quietMs) return false;
  if (incident.historical) return fromMs <= incident.lastSeenAtMs + quietMs;
  return fromMs <= (incident.resolvedAtMs ?? incident.lastSeenAtMs + quietMs) + reopenMs;
}

const isRateOnly = ({ detectors }: AttackIncident) => Object.keys(detectors).join() === 'rate-violation';

/** Rates of one policy join whoever their keys are, within the quiet time. */
function sharesPolicy(incident: AttackIncident, { rate, fromMs, toMs }: Finding): boolean {
  const near = toMs >= incident.firstSeenAtMs - quietMs && fromMs <= incident.lastSeenAtMs + quietMs;
  return near && isRateOnly(incident) && incident.policies.some(({ id }) => id === rate?.policyId);
}

/** What six keys and more did to a policy is no part of what one of them does elsewhere. */
function isAboutPolicy(incident: AttackIncident, { rate }: Finding): boolean {
  const keys = new Set(incident.rates.map(({ kind, key }) => `${kind} ${key}`));
  return rate === undefined && isRateOnly(incident) && keys.size > 5;
}

/** The definition: every incident is looked at, running ones before resolved ones, the oldest first. */
function scan(incidents: readonly AttackIncident[], finding: Finding): AttackIncident | undefined {
  const rank = ({ state }: AttackIncident): number => (state === 'resolved' ? 1 : 0);
  return incidents
    .filter(
      (incident) =>
        incident.historical === finding.historical &&
        incident.environmentId === finding.environmentId &&
        sharesEndpoint(incident, finding) &&
        ((isInReach(incident, finding) && sharesAttacker(incident, finding) && !isAboutPolicy(incident, finding)) ||
          sharesPolicy(incident, finding)),
    )
    .sort((a, b) => rank(a) - rank(b) || a.openedAtMs - b.openedAtMs)[0];
}

const some = <T>(values: readonly T[], maxLength = 2) => fc.uniqueArray(fc.constantFrom(...values), { maxLength });
const CALLERS = [
  '1.0.0.1',
  '1.0.0.2',
  '2.0.0.1',
  '3.0.0.1',
  '4.0.0.1',
  '5.0.0.1',
  '6.0.0.1',
  '7.0.0.1',
  '2001:db8::/64',
];
const [first, ...rest] = [2, 3, ENDPOINT.total] as const;

const drawn = fc.record({
  severity: fc.constantFrom(...SEVERITIES),
  environmentId: fc.constantFrom(1, 1, 1, 2),
  historical: fc.constantFrom(false, false, false, true),
  fromMs: fc.integer({ min: 0, max: 3_000 }).map((minutes) => START_MS + minutes * MINUTE),
  length: fc.nat(20).map((minutes) => minutes * MINUTE),
  callers: some(CALLERS),
  accounts: some([1, 2, 3, 4].map(account)),
  clients: some([7, 8], 1),
  consumers: some([11, 12], 1),
  endpointIds: some([first, ...rest]).filter(({ length }) => length > 0),
  detector: fc.constantFrom(...DETECTORS, DETECTORS[4], DETECTORS[4]),
  policyId: fc.constantFrom(0, 1, 2),
  peak: fc.integer({ min: 11, max: 99 }),
  resolves: fc.constantFrom(false, false, true),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

function findingOf(one: Drawn, index: number): Finding {
  const { detector, severity, environmentId, historical, fromMs, length, endpointIds, policyId, peak } = one;
  const [toMs, id] = [fromMs + length, `f${index}`];
  const { callers, accounts, clients, consumers } = one;
  const [key = '9.0.0.1'] = callers;
  const span = { policyId, policy: '', kind: 'caller', key, endpointId: null, limit: 10, windowSeconds: 60 } as const;
  const query = { environmentId, endpointIds, caller: null, account: null, outcome: null, fromMs, toMs };
  const times = { atMs: toMs, fromMs, toMs };
  const what = { id, detector, severity, environmentId, historical, evidence: {}, query };
  return detector === 'rate-violation'
    ? {
        ...what,
        ...times,
        entity: { callers: [key], accounts: [], clients: [], consumers, endpointIds },
        rate: { ...span, findingId: id, peak, calls: peak, fromMs, toMs },
      }
    : { ...what, ...times, entity: { callers, accounts, clients, endpointIds } };
}

it('a finding joins the incident that a look at every incident would choose, whatever came before', () => {
  fc.assert(
    fc.property(fc.array(drawn, { minLength: 1, maxLength: 60 }), (all) => {
      const findings = all.map(findingOf);
      let incidents: AttackIncident[] = [];
      for (const [index, finding] of findings.entries()) {
        const expected = scan(incidents, finding);
        const [change] = group({ incidents, findings: [finding], known: new Map(), nowMs: finding.toMs });
        expect(change?.isNew).toBe(expected === undefined);
        if (expected) expect(change?.incident.key).toBe(expected.key);
        if (!change) continue;
        const changed: AttackIncident = all[index]?.resolves
          ? { ...change.incident, state: 'resolved', resolvedAtMs: finding.toMs + MINUTE }
          : change.incident;
        const at = incidents.findIndex(({ key }) => key === changed.key);
        incidents = at < 0 ? [...incidents, changed] : incidents.with(at, changed);
      }
    }),
    { numRuns: 300 },
  );
});

it('the same findings at once end in the incidents that they end in one by one', () => {
  fc.assert(
    fc.property(fc.array(drawn, { minLength: 1, maxLength: 60 }), (all) => {
      const findings = all.map(findingOf);
      const nowMs = START_MS + 4_000 * MINUTE;
      let incidents: AttackIncident[] = [];
      for (const finding of findings) {
        for (const { incident } of group({ incidents, findings: [finding], known: new Map(), nowMs })) {
          const at = incidents.findIndex(({ key }) => key === incident.key);
          incidents = at < 0 ? [...incidents, incident] : incidents.with(at, incident);
        }
      }
      const together = group({ incidents: [], findings, known: new Map(), nowMs });
      expect(together.map(({ incident }) => incident)).toEqual(incidents);
    }),
    { numRuns: 200 },
  );
});

it('one broken policy is one incident, whoever broke it, and an attack on logins by one of them is another', () => {
  const broken = Array.from({ length: 2_000 }, (_, n) =>
    findingOf({ ...PLAIN, callers: [`${20 + Math.floor(n / 250)}.${n % 250}.7.9`], peak: 11 + (n % 80) }, n),
  );
  const overall = { keys: 6_000, calls: 90_000 };
  const [crowd, ...others] = group({
    incidents: [],
    findings: broken.map((finding) => ({ ...finding, overall })),
    known: new Map(),
    nowMs: START_MS,
  });
  expect(others).toEqual([]);
  expect(crowd?.incident.policies).toEqual([{ id: 1, ...overall }]);
  expect(new Set(crowd?.incident.rates.map(({ peak }) => peak))).toEqual(new Set([90, 89, 88, 87]));
  expect(crowd?.events.map(({ kind }) => kind)).toEqual(['opened']);
  const stuffing = findingOf({ ...PLAIN, detector: 'stuffing-ip', callers: ['20.0.7.9'] }, 9_000);
  const known = crowd ? [crowd.incident] : [];
  expect(group({ incidents: known, findings: [stuffing], known: new Map(), nowMs: START_MS })).toMatchObject([
    { isNew: true },
  ]);
});

const PLAIN: Drawn = {
  severity: 'low',
  environmentId: 1,
  historical: false,
  fromMs: START_MS,
  length: MINUTE,
  callers: [],
  accounts: [],
  clients: [],
  consumers: [],
  endpointIds: [2],
  detector: 'rate-violation',
  policyId: 1,
  peak: 11,
  resolves: false,
};
