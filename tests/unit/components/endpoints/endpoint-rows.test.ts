import { expect, it } from 'vitest';
import { endpointRows, linesWords } from '../../../../components/endpoints/endpoint-rows';
import { shownAs } from '../../../../components/endpoints/naming/naming-task';
import type { EndpointItem, IncidentItem, IncidentState } from '../../../../lib/shared';

const endpoint = (id: number, change: Partial<EndpointItem> = {}): EndpointItem => ({
  id,
  method: 'GET',
  route: `/v1/${id}`,
  isLogin: false,
  loginSuggested: false,
  ignoredAt: null,
  calls: 100,
  errors: 0,
  errorRatio: 0,
  rateLimited: 0,
  p50Ms: 10,
  p95Ms: 20,
  p99Ms: 30,
  apdex: 0.95,
  bytesOut: 0,
  consumers: null,
  lastSeenAt: '2026-11-24T14:00:00.000Z',
  ...change,
});

const incident = (id: number, state: IncidentState, endpointIds: number[]): IncidentItem => ({
  id,
  title: '',
  detector: 'brute-ip',
  severity: 'high',
  state,
  openedAt: '2026-11-24T13:00:00.000Z',
  updatedAt: '2026-11-24T13:00:00.000Z',
  resolvedAt: null,
  environment: 'production',
  historical: false,
  callCount: 1,
  attack: {
    firstEvidenceAt: '2026-11-24T13:00:00.000Z',
    lastEvidenceAt: '2026-11-24T13:00:00.000Z',
    durationSeconds: 0,
    ongoing: false,
    ongoingUntil: '2026-11-24T13:02:00.000Z',
    resolvesAt: null,
  },
  entities: { callers: [], accounts: [], endpoints: endpointIds.map(String), endpointIds },
});

const none = { previous: null, busiest: [], incidents: [] };
const idsOf = (rows: readonly { id: number }[]) => rows.map(({ id }) => id);

it('puts open incidents first, then acknowledged ones, then rising error ratios, then the busiest', () => {
  const endpoints = [
    endpoint(1, { calls: 900 }),
    endpoint(2, { errors: 20, errorRatio: 0.2 }),
    endpoint(3, { calls: 50 }),
    endpoint(4, { calls: 40 }),
    endpoint(5, { errors: 50, errorRatio: 0.5 }),
  ];
  const previous = endpoints.map((item) => endpoint(item.id, { errorRatio: 0.1 }));
  const incidents = [incident(8, 'acknowledged', [3, 4]), incident(7, 'open', [4])];
  const rows = endpointRows({ ...none, endpoints, previous, incidents });
  expect(idsOf(rows)).toEqual([4, 3, 5, 2, 1]);
  expect(rows.map(({ place }) => place)).toEqual([0, 1, 2, 3, 4]);
  expect(rows[0]?.incident?.id).toBe(7);
});

it('does not lead with a rise that a handful of calls makes, or with less than a point', () => {
  const endpoints = [
    endpoint(1, { calls: 5, errors: 5, errorRatio: 1 }),
    endpoint(2, { calls: 5_000, errors: 60, errorRatio: 0.012 }),
    endpoint(3, { calls: 9_000 }),
  ];
  const previous = endpoints.map(({ id }) => endpoint(id, { errorRatio: 0.005 }));
  expect(idsOf(endpointRows({ ...none, endpoints, previous }))).toEqual([3, 2, 1]);
});

it('tells no change where nothing is compared, and none before an endpoint that is new', () => {
  const alone = endpointRows({ ...none, endpoints: [endpoint(1)] });
  expect(alone[0]).toMatchObject({ previousCalls: null, previousErrorRatio: null, spark: null, incident: null });
  const fresh = endpointRows({ ...none, endpoints: [endpoint(1)], previous: [] });
  expect(fresh[0]).toMatchObject({ previousCalls: 0, previousErrorRatio: null });
});

it('says of which endpoints calls per step are drawn, where not of all', () => {
  const rows = (sparks: (number[] | null)[]) =>
    endpointRows({ endpoints: sparks.map((_, id) => endpoint(id)), previous: null, busiest: [], incidents: [] }).map(
      (row) => ({ ...row, spark: sparks[row.id] ?? null }),
    );
  expect(linesWords(rows([[1], null]))).toMatch(/50 busiest/);
  expect([linesWords(rows([[1], [2]])), linesWords(rows([null, null])), linesWords([])]).toEqual([null, null, null]);
});

it('a route that another endpoint of the method is shown as is known before it is asked for', () => {
  const all = [
    endpoint(1, { route: '/a' }),
    endpoint(2, { route: '/b' }),
    endpoint(3, { method: 'POST', route: '/c' }),
  ];
  const [own = endpoint(1)] = all;
  expect(shownAs('/b', { endpoint: own, all })?.id).toBe(2);
  expect([shownAs('/a', { endpoint: own, all }), shownAs('/c', { endpoint: own, all })]).toEqual([
    undefined,
    undefined,
  ]);
});
