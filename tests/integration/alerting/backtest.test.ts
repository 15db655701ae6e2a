import { afterAll, beforeAll, expect, test } from 'vitest';
import { backtest, backtestInput } from '../../../lib/alerting';
import type { AlertItem, BacktestAnswer, NewMetricRule } from '../../../lib/shared';
import type { CallRow } from '../../../lib/storage';
import { seededRandom } from '../../support/stored-calls';
import { callsAt, compact, createRulesWorld, MINUTE_MS } from './support';
import type { RulesWorld } from './support';

const DAY_MS = 86_400_000;
const MINUTES = 14 * 24 * 60;
const FLUSH = 20_000;
/** The last closed minute; 14 days before it the rules begin. */
const END = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 10 * MINUTE_MS;
const START = END - 14 * DAY_MS;
const random = seededRandom(41);
const upTo = (most: number): number => Math.floor(random() * most);

type Watched = Omit<NewMetricRule, 'kind' | 'name'>;
const RULES: Record<string, Watched> = {
  'server errors, as every project begins with': {
    measure: 'server_error_ratio',
    condition: { above: 0.05 },
    windowSeconds: 300,
    forSeconds: 300,
    keepFiringForSeconds: 300,
    missing: 'ok',
    minCalls: 20,
  },
  'error ratio, telling of missing data': {
    measure: 'error_ratio',
    condition: { above: 0.3 },
    windowSeconds: 60,
    missing: 'nodata',
  },
  'p95 latency over ten minutes': {
    measure: 'p95_ms',
    condition: { above: 400 },
    windowSeconds: 600,
    forSeconds: 120,
    keepFiringForSeconds: 120,
    missing: 'keep',
  },
  'mean latency of an endpoint': {
    measure: 'mean_ms',
    filters: { endpoint: 3 },
    condition: { above: 300 },
    windowSeconds: 300,
    missing: 'ok',
  },
  'few calls': { measure: 'calls_per_minute', condition: { below: 1 }, windowSeconds: 900, forSeconds: 600 },
  '4xx of staging': {
    measure: 'calls',
    filters: { environment: 'staging', statusClass: '4xx' },
    condition: { above: 1 },
    windowSeconds: 300,
  },
  consumers: { measure: 'consumers', condition: { below: 2 }, windowSeconds: 1_800, forSeconds: 60 },
};

/** A minute as an API may have it: quiet from 2 to 5, and now and then errors or slowness for a while. */
function makeMinutes(projectId: number): CallRow[] {
  const rows: CallRow[] = [];
  let bad = 0;
  let slow = 0;
  for (let minute = 0; minute < MINUTES; minute++) {
    const atMs = START + minute * MINUTE_MS;
    const hour = new Date(atMs).getUTCHours();
    if (bad-- < -120 && random() < 0.01) bad = upTo(30);
    if (slow-- < -200 && random() < 0.01) slow = upTo(40);
    const count = hour >= 2 && hour < 5 ? 0 : 3 + upTo(6);
    for (let call = 0; call < count; call++) {
      rows.push(
        ...callsAt(projectId, {
          atMs: atMs + upTo(59_000),
          count: 1,
          status: bad > 0 && random() < 0.4 ? ([500, 503, 404][upTo(3)] ?? 500) : 200,
          endpointId: 2 + upTo(3),
          environmentId: random() < 0.8 ? 1 : 2,
          consumerId: 1 + upTo(3),
          durationUs: slow > 0 ? 500_000 + upTo(400_000) : 2_000 + upTo(90_000),
        }),
      );
    }
  }
  return rows;
}

let world: RulesWorld;
const ids: Record<string, string> = {};

beforeAll(async () => {
  world = await createRulesWorld(START);
  const rows = makeMinutes(world.projectId);
  const now = new Date(END);
  for (let from = 0; from < rows.length; from += FLUSH) {
    await world.store(rows.slice(from, from + FLUSH), now);
    await compact(world, now);
  }
  for (const [name, rule] of Object.entries(RULES)) ids[name] = await world.makeRule({ ...rule, name });
  // minute by minute for an hour a day or so, and with outages of the evaluator of up to four hours in between
  for (let minute = 1; minute < MINUTES; minute += minute % 1_440 < 60 ? 1 : 20 + upTo(220)) {
    await world.evaluateAt(START + minute * MINUTE_MS + 6_000);
  }
  await world.evaluateAt(END + 6_000);
}, 300_000);
afterAll(() => world.close());

const rangeOfAll = { from: new Date(START).toISOString(), to: new Date(END).toISOString() };

interface Try {
  range?: object;
  createdAtMs?: number;
}

function tryOut(rule: Watched, { range = rangeOfAll, createdAtMs = START }: Try = {}): Promise<BacktestAnswer> {
  const ctx = world.admin();
  const project = ctx.project && { ...ctx.project, createdAt: new Date(createdAtMs) };
  const input = backtestInput.parse({ projectId: String(world.projectId), ...rule, ...range });
  return backtest({ ...ctx, project }, input);
}

/** One of missing data alone never had a value beyond the threshold. */
const fired = ({ peakValue }: AlertItem): boolean => peakValue !== null;

test.each(Object.entries(RULES))('14 days tried out equal what live evaluation did: %s', async (name, rule) => {
  const answer = await tryOut(rule);
  const alerts = (await world.alerts()).filter(({ ruleId }) => ruleId === ids[name]);
  const live = alerts.filter(fired).map(({ startedAt, firedAt, resolvedAt, peakValue }) => ({
    startedAt,
    from: firedAt,
    to: resolvedAt,
    peakValue,
  }));
  expect(live.length).toBeGreaterThan(2);
  expect(answer.firings).toEqual(live);
  const { rows } = await world.storage.query<{ count: number; missing: number }>(
    `select count(*)::int as count,
       (count(*) filter (where o.kind = 'no_data' or (a.data -> 'peakValue' = 'null' and o.kind = 'resolved')))::int as missing
     from outbox o join alert a on a.project_id = o.project_id and a.id = o.alert_id where o.rule_id = $1`,
    [ids[name]],
  );
  const { notifications, noDataNotifications } = answer;
  expect({ count: notifications, missing: noDataNotifications }).toEqual(rows[0]);
  expect(answer).toMatchObject({ ...rangeOfAll, judgedFrom: rangeOfAll.from, note: null, minutesEvaluated: MINUTES });
});

const thresholdOf = ({ condition }: Watched): number => ('above' in condition ? condition.above : condition.below);
const withThreshold = (rule: Watched, value: number): Watched => ({
  ...rule,
  condition: 'above' in rule.condition ? { above: value } : { below: value },
});
const firedMs = ({ from, to }: { from: string; to: string | null }): number =>
  Date.parse(to ?? rangeOfAll.to) - Date.parse(from);

test.each(Object.entries(RULES))(
  'what is told of other thresholds is what a backtest at them finds: %s',
  async (_, rule) => {
    const { thresholds, firings, notifications, noDataNotifications } = await tryOut(rule);
    expect(thresholds.length).toBeGreaterThan(2);
    expect(thresholds.map(({ threshold }) => threshold)).toEqual(
      thresholds.map(({ threshold }) => threshold).toSorted((a, b) => a - b),
    );
    expect(thresholds.find(({ threshold }) => threshold === thresholdOf(rule))).toMatchObject({
      firings: firings.length,
      notifications,
      noDataNotifications,
    });
    for (const { threshold, ...told } of thresholds) {
      const found = await tryOut(withThreshold(rule, threshold));
      const firingSeconds = found.firings.reduce((sum, firing) => sum + firedMs(firing), 0) / 1000;
      expect(told).toEqual({
        firings: found.firings.length,
        notifications: found.notifications,
        noDataNotifications: found.noDataNotifications,
        firingSeconds,
      });
    }
  },
);

test('a chart gets at most 2,000 points, with the lowest and the highest kept', async () => {
  const rule: Watched = { measure: 'calls', condition: { above: 1 }, windowSeconds: 60 };
  const { points } = await tryOut(rule);
  const all = await tryOut(rule, {
    range: { from: new Date(END - 1_000 * MINUTE_MS).toISOString(), to: rangeOfAll.to },
  });
  expect(points.length).toBeLessThanOrEqual(2_000);
  expect(points.length).toBeGreaterThan(1_000);
  expect(all.points).toHaveLength(1_000);
  const highest = (of: typeof points): number => Math.max(...of.map(({ value }) => value ?? 0));
  const later = points.filter(({ at }) => at > new Date(END - 990 * MINUTE_MS).toISOString());
  expect(highest(points)).toBeGreaterThanOrEqual(highest(later));
  expect([...points].map(({ at }) => at).sort()).toEqual(points.map(({ at }) => at));
});

test('minutes of a consumer are kept for two days and three hours, and to the start of that day: the answer says from when on it was judged', async () => {
  const answer = await tryOut({
    measure: 'calls',
    filters: { consumer: 'consumer-1' },
    condition: { below: 1 },
    windowSeconds: 300,
  });
  const judgedFromMs = Date.parse(answer.judgedFrom ?? '');
  const dayMs = Math.floor((Date.now() - 50 * 3_600_000) / 86_400_000) * 86_400_000;
  expect(judgedFromMs).toBe(dayMs + 4 * MINUTE_MS); // when the last minute of the first whole window begins
  expect(answer.note).toMatch(/^The minutes .* it is judged from \d+ \w+ \d{4}, \d\d:\d\d UTC on\.$/);
  expect(answer.minutesEvaluated).toBe((END - judgedFromMs) / MINUTE_MS);
});

test('a rule is judged from when its project was made, or from its first call where that was earlier', async () => {
  const rule: Watched = { measure: 'error_ratio', condition: { above: 1 }, windowSeconds: 60, missing: 'nodata' };
  const range = { from: new Date(START - 12 * 3_600_000).toISOString(), to: new Date(START + 3_600_000).toISOString() };
  const made = START - 30 * MINUTE_MS;
  const before = await tryOut(rule, { range, createdAtMs: made });
  expect(before).toMatchObject({ judgedFrom: new Date(made).toISOString(), minutesEvaluated: 90, firings: [] });
  expect(before.note).toMatch(/^Before .* there were no project and no calls: the rule is judged from then on\.$/);
  const imported = await tryOut(rule, { range, createdAtMs: END });
  const quietMs = Date.parse(imported.judgedFrom ?? '') - START; // no calls from 2 to 5
  expect(quietMs).toBeGreaterThanOrEqual(0);
  expect(quietMs).toBeLessThan(3 * 3_600_000 + MINUTE_MS);
  expect(imported.note).toMatch(/^Before .* the project had no calls: the rule is judged from then on\.$/);
});

test('of missing data alone its beginning and its end are told, however long it lasts', async () => {
  const rule: Watched = { measure: 'error_ratio', condition: { above: 1 }, windowSeconds: 60, missing: 'nodata' };
  const range = {
    from: new Date(START - 12 * 3_600_000).toISOString(),
    to: new Date(START + 6 * 3_600_000).toISOString(),
  };
  const { firings, notifications, noDataNotifications } = await tryOut(rule, { range, createdAtMs: START - DAY_MS });
  expect(firings).toEqual([]);
  expect(notifications).toBe(noDataNotifications);
  expect(notifications).toBeLessThanOrEqual(4);
});

test('heartbeats have no past to be tried on', async () => {
  const answer = await tryOut({ measure: 'heartbeat_age_seconds', condition: { above: 180 }, windowSeconds: 60 });
  expect(answer).toMatchObject({ judgedFrom: null, minutesEvaluated: 0, firings: [], thresholds: [], points: [] });
  expect(answer.note).toMatch(/heartbeats is not kept/);
});

test('incidents of the time are told, and which the rule would have covered', async () => {
  const rule = RULES['server errors, as every project begins with'];
  if (!rule) throw new Error('no such rule');
  const [firing] = (await tryOut(rule)).firings;
  const hit = new Date(firing?.from ?? '');
  for (const [id, at] of [
    [1, hit],
    [2, new Date(START + 3 * 3_600_000)],
  ] as const) {
    await world.storage.prisma.incident.create({
      data: {
        projectId: world.projectId,
        id,
        environmentId: 1,
        state: 'resolved',
        severity: 'high',
        detector: 'stuffing-ip',
        title: 'Attack',
        openedAt: at,
        updatedAt: at,
        resolvedAt: at,
        firstSeenAt: at,
        lastSeenAt: at,
        entities: {},
      },
    });
  }
  const { incidents } = await tryOut(rule);
  expect(incidents.toSorted((a, b) => a.id - b.id).map(({ id, covered }) => [id, covered])).toEqual([
    [1, true],
    [2, false],
  ]);
});
