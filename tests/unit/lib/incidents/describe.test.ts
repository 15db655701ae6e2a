import { describe, expect, it } from 'vitest';
import { titleOf } from '../../../../lib/incidents/describe/title';
import { summaryOf } from '../../../../lib/incidents/describe/summary';
import { transition } from '../../../../lib/incidents/transition';
import type { AttackIncident, DetectorId } from '../../../../lib/detection';
import type { IncidentRecord } from '../../../../lib/storage';

const at = new Date('2026-11-24T13:22:41Z');
const attack = (detector: DetectorId): AttackIncident => ({
  key: '1',
  environmentId: 1,
  historical: false,
  state: 'open',
  severity: 'high',
  detector,
  detectors: { [detector]: 'high' },
  openedAtMs: at.getTime(),
  resolvedAtMs: null,
  firstSeenAtMs: Date.parse('2026-11-24T12:58:20Z'),
  lastSeenAtMs: at.getTime(),
  callers: ['203.0.113.7'],
  accounts: [],
  targets: [],
  entries: [
    {
      account: 'a'.repeat(32),
      caller: '203.0.113.7',
      atMs: at.getTime(),
      failuresBefore: 0,
      lastAtMs: at.getTime(),
      times: 1,
    },
  ],
  endpointIds: [2],
  clients: [],
  consumers: [],
  rates: [],
  policies: [],
});
const figures = (callers: number, accountsTried: number, accountsEntered: number) => ({
  failures: 11_041,
  successes: accountsEntered,
  accountsTried,
  accountsEntered,
  callers,
  rateCalls: 0,
  rateKeys: 0,
});

it.each([
  [[0], [], 'A rate was exceeded on all endpoints'],
  [[0, 2], ['GET /things'], 'A rate was exceeded on all endpoints'],
  [[2, 3], ['GET /things', 'GET /users'], 'A rate was exceeded on 2 endpoints'],
])('a policy over all endpoints is no endpoint that counts: %j', (endpointIds, endpoints, title) => {
  expect(titleOf({ ...attack('rate-violation'), endpointIds }, { figures: figures(1, 0, 0), endpoints })).toBe(title);
});

describe('the title says who did what to what, and what came of it', () => {
  it.each([
    [
      'stuffing-ip',
      figures(214, 9_418, 23),
      '214 callers tried stolen passwords on POST /v1/login and got into 23 accounts',
    ],
    ['stuffing-ip', figures(1, 40, 1), '1 caller tried stolen passwords on POST /v1/login and got into 1 account'],
    ['stuffing-ip', figures(1, 40, 0), '1 caller tried stolen passwords on POST /v1/login'],
    ['brute-ip', figures(1, 3, 0), '1 caller guessed passwords of 3 accounts on POST /v1/login'],
    ['brute-account', figures(12, 1, 0), '12 callers guessed passwords of 1 account on POST /v1/login'],
    ['success-after-burst', figures(1, 16, 1), '1 caller logged in on POST /v1/login after 11,041 failures'],
  ] as const)('%s', (detector, facts, title) => {
    expect(titleOf(attack(detector), { figures: facts, endpoints: ['POST /v1/login'] })).toBe(title);
  });

  it('in at most 90 characters, whatever the route', () => {
    const title = titleOf(attack('stuffing-ip'), {
      figures: figures(12_345, 9, 1_234),
      endpoints: [`POST /${'x'.repeat(200)}`],
    });
    expect(title.length).toBeLessThanOrEqual(90);
    expect(title).toMatch(/… and got into 1,234 accounts$/);
  });
});

it('the summary gives figures', () => {
  expect(summaryOf(attack('stuffing-ip'), figures(214, 9_418, 2))).toBe(
    '11,041 failed logins on 9,418 accounts by 214 callers since 24 Nov 12:58:20 UTC. ' +
      '2 accounts were entered, first by 203.0.113.7 at 24 Nov 13:22:41 UTC.',
  );
});

describe('the life of an incident', () => {
  const record = (state: IncidentRecord['state']): IncidentRecord => ({
    projectId: 1,
    id: 7,
    environmentId: 1,
    state,
    severity: 'high',
    detector: 'brute-ip',
    title: '',
    historical: false,
    openedAt: at,
    updatedAt: at,
    resolvedAt: state === 'resolved' ? at : null,
    acknowledgedAt: state === 'acknowledged' ? at : null,
    acknowledgedBy: state === 'acknowledged' ? 'Ada' : null,
    firstSeenAt: at,
    lastSeenAt: at,
    callCount: 0,
    entities: {},
    figures: {},
  });

  it.each([
    ['open', 'acknowledge', 'acknowledged'],
    ['open', 'resolve', 'resolved'],
    ['acknowledged', 'resolve', 'resolved'],
    ['acknowledged', 'acknowledge', 'conflict'],
    ['resolved', 'acknowledge', 'conflict'],
    ['resolved', 'resolve', 'conflict'],
    ['open', 'note', 'open'],
    ['resolved', 'note', 'resolved'],
  ] as const)('%s + %s → %s', (from, kind, to) => {
    const act = () => transition(record(from), { kind, by: 'Ada', at, note: null }).incident.state;
    if (to === 'conflict') expect(act).toThrow(expect.objectContaining({ code: 'conflict' }));
    else expect(act()).toBe(to);
  });
});
