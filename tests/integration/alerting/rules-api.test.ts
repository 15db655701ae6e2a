import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZodError } from 'zod';
import {
  acknowledgeAlert,
  backtest,
  backtestInput,
  createRule,
  createRuleInput,
  getAlert,
  getRule,
  listAlerts,
  listRules,
  listRulesInput,
  updateRule,
} from '../../../lib/alerting';
import { DETECTORS } from '../../../lib/detection';
import { AppError } from '../../../lib/shared';
import type { RuleItem } from '../../../lib/shared';
import { callsAt, createRulesWorld, MINUTE_MS } from './support';
import type { RulesWorld } from './support';

const START = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 3_600_000;
const deps = { detectors: DETECTORS };
let world: RulesWorld;
beforeAll(async () => {
  world = await createRulesWorld(START);
});
afterAll(() => world.close());

const METRIC = { kind: 'metric', name: 'Errors', measure: 'error_ratio', condition: { above: 0.05 } };
const make = async (body: object): Promise<RuleItem> => createRule(world.admin(), createRuleInput.parse(body), deps);

/** Fields at fault. */
async function faultsOf(work: Promise<unknown> | (() => Promise<unknown>)): Promise<string[]> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (error instanceof ZodError) return [...new Set(error.issues.map(({ path }) => path.join('.')))];
    if (error instanceof AppError && error.code === 'invalid') {
      return Object.keys(error.details.fields ?? { [error.details.field ?? '']: '' });
    }
    throw error;
  }
  return [];
}

test('a metric rule has the shape of the contract, with defaults where nothing is said', async () => {
  const rule = await make(METRIC);
  expect(rule).toEqual({
    id: rule.id,
    kind: 'metric',
    name: 'Errors',
    measure: 'error_ratio',
    filters: {},
    windowSeconds: 300,
    condition: { above: 0.05 },
    forSeconds: 0,
    keepFiringForSeconds: 0,
    missing: 'nodata',
    minCalls: 0,
    severity: 'high',
    channels: ['all'],
    enabled: true,
    createdAt: new Date(START).toISOString(),
    status: null,
  });
  const { rules } = await listRules(world.admin());
  expect(rules).toContainEqual(rule);
});

test('an incident rule has detectors and a least severity in the place of measure and condition', async () => {
  const rule = await make({ kind: 'incident', name: 'Attacks', detectors: ['brute-ip'], minSeverity: 'low' });
  expect(rule).toMatchObject({ kind: 'incident', detectors: ['brute-ip'], minSeverity: 'low', channels: ['all'] });
  expect(rule).not.toHaveProperty('measure');
  const input = {
    projectId: world.projectId,
    ruleId: rule.id,
    minSeverity: 'critical',
    filters: { environment: 'staging' },
  };
  expect(await updateRule(world.admin(), input, deps)).toMatchObject({
    detectors: ['brute-ip'],
    minSeverity: 'critical',
    filters: { environment: 'staging' },
  });
});

test.each<[string, object, string[]]>([
  ['an unknown kind', { ...METRIC, kind: 'log' }, ['kind']],
  ['no name', { ...METRIC, name: ' ' }, ['name']],
  ['an unknown measure', { ...METRIC, measure: 'luck' }, ['measure']],
  ['a window that is no whole minute', { ...METRIC, windowSeconds: 90 }, ['windowSeconds']],
  ['a window of nothing', { ...METRIC, windowSeconds: 0 }, ['windowSeconds']],
  ['for that is no whole minute', { ...METRIC, forSeconds: 30 }, ['forSeconds']],
  ['no condition', { ...METRIC, condition: {} }, ['condition']],
  ['two conditions', { ...METRIC, condition: { above: 1, below: 2 } }, ['condition']],
  ['a ratio in percent', { ...METRIC, condition: { above: 5 } }, ['condition.above']],
  ['an unknown policy', { ...METRIC, missing: 'maybe' }, ['missing']],
  ['an unknown filter', { ...METRIC, filters: { country: 'DE' } }, ['filters']],
  ['an unknown environment', { ...METRIC, filters: { environment: 'beta' } }, ['filters.environment']],
  ['the archive', { ...METRIC, filters: { environment: 'archive' } }, ['filters.environment']],
  ['an unknown endpoint', { ...METRIC, filters: { endpoint: 4711 } }, ['filters.endpoint']],
  ['endpoint and consumer', { ...METRIC, filters: { endpoint: 2, consumer: 'a' } }, ['filters.consumer']],
  ['a percentile by consumer', { ...METRIC, measure: 'p95_ms', filters: { consumer: 'a' } }, ['filters.consumer']],
  ['a status class of a ratio', { ...METRIC, filters: { statusClass: '5xx' } }, ['filters.statusClass']],
  [
    '2xx by consumer',
    { ...METRIC, measure: 'calls', filters: { consumer: 'a', statusClass: '2xx' } },
    ['filters.statusClass'],
  ],
  ['consumers of an endpoint', { ...METRIC, measure: 'consumers', filters: { endpoint: 2 } }, ['filters.endpoint']],
  ['calls of a heartbeat', { ...METRIC, measure: 'heartbeat_age_seconds', minCalls: 5 }, ['minCalls']],
  ['a channel of nobody', { ...METRIC, channels: ['nope'] }, ['channels']],
  ['all and another', { ...METRIC, channels: ['all', 'nope'] }, ['channels']],
  ['an unknown detector', { kind: 'incident', name: 'A', detectors: ['brute'] }, ['detectors']],
  [
    'several faults at once',
    { ...METRIC, windowSeconds: 1, missing: 'x', minCalls: -1 },
    ['windowSeconds', 'missing', 'minCalls'],
  ],
])('refuses %s at its field', async (_, body, fields) => {
  expect(await faultsOf(() => make(body))).toEqual(fields);
});

test('a change is checked against the whole rule, and a field of the other kind refused', async () => {
  const { id: ruleId } = await make({ ...METRIC, filters: { consumer: 'a' } });
  const change = (input: object) => updateRule(world.admin(), { projectId: world.projectId, ruleId, ...input }, deps);
  expect(await faultsOf(change({ measure: 'p95_ms' }))).toEqual(['filters.consumer']);
  expect(await faultsOf(change({ windowSeconds: 61 }))).toEqual(['windowSeconds']);
  expect(await faultsOf(change({ detectors: ['all'] }))).toEqual(['detectors']);
  expect(await faultsOf(change({ kind: 'incident' }))).toEqual(['kind']);
  const changed = await change({ measure: 'p95_ms', filters: {}, condition: { above: 400 }, name: 'Slow' });
  expect(changed).toMatchObject({ measure: 'p95_ms', filters: {}, condition: { above: 400 }, name: 'Slow' });
});

test('rules and alerts are read by viewers, written by admins, acknowledged by members', async () => {
  const { id } = await make(METRIC);
  const as = (role: 'viewer' | 'member') => ({ ...world.admin(), role });
  expect(await getRule(as('viewer'), { projectId: world.projectId, ruleId: id })).toMatchObject({ id });
  await expect(createRule(as('member'), createRuleInput.parse(METRIC), deps)).rejects.toMatchObject({
    code: 'forbidden',
  });
  const key = { projectId: world.projectId, alertId: 1 };
  await expect(acknowledgeAlert(as('viewer'), key)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(acknowledgeAlert(as('member'), key)).rejects.toMatchObject({ code: 'not_found' });
});

test('a rule shows how it stands, an alert who acknowledged it', async () => {
  const ruleId = await world.makeRule({
    name: 'Down',
    measure: 'calls',
    condition: { below: 5 },
    severity: 'critical',
  });
  await world.store(callsAt(world.projectId, { atMs: START + 30_000, count: 3 }), new Date(START));
  await world.evaluateAt(START + MINUTE_MS + 6_000);
  const rule = await getRule(world.admin(), { projectId: world.projectId, ruleId });
  const [alert] = (await listAlerts(world.admin(), { limit: 10, rule: ruleId })).alerts;
  const at = new Date(START + MINUTE_MS).toISOString();
  expect(rule).toMatchObject({
    status: { state: 'firing', since: at, evaluatedTo: at, value: 3, reason: 'below 5', alertId: alert?.id },
  });
  expect(alert).toMatchObject({
    ruleId,
    ruleName: 'Down',
    group: '',
    state: 'firing',
    severity: 'critical',
    startedAt: at,
    firedAt: at,
    resolvedAt: null,
    value: 3,
    acknowledgedBy: null,
  });
  const key = { projectId: world.projectId, alertId: alert?.id ?? 0 };
  expect(await acknowledgeAlert(world.admin(), key)).toMatchObject({ acknowledgedBy: 'U' });
  expect(await getAlert(world.admin(), key)).toMatchObject({ acknowledgedBy: 'U', state: 'firing' });
  expect((await listAlerts(world.admin(), { limit: 10, rule: ruleId, state: 'resolved' })).alerts).toEqual([]);
  expect((await listAlerts(world.admin(), { limit: 10, rule: ruleId, state: 'open' })).alerts).toHaveLength(1);
  await world.store(callsAt(world.projectId, { atMs: START + 90_000, count: 9 }), new Date(START));
  await world.evaluateAt(START + 2 * MINUTE_MS + 6_000);
  await expect(acknowledgeAlert(world.admin(), key)).rejects.toMatchObject({ code: 'conflict' });
});

test('rules and alerts of an environment are those that another one alone is not about', async () => {
  const ofAll = await world.makeRule({});
  const ofStaging = await world.makeRule({ filters: { environment: 'staging' } });
  const listed = async (environment?: string) => {
    const { rules } = await listRules(world.admin(), listRulesInput.parse({ environment }));
    return [ofAll, ofStaging].filter((wanted) => rules.some(({ id }) => id === wanted));
  };
  expect(await listed()).toEqual([ofAll, ofStaging]);
  expect(await listed('staging')).toEqual([ofAll, ofStaging]);
  expect(await listed('production')).toEqual([ofAll]);
  expect(await faultsOf(() => listed('nowhere'))).toEqual(['environment']);
  await world.storage.query(
    `insert into alert (project_id, id, rule_id, "group", state, severity, started_at, data)
     select $1, 900 + e.at, r.id, '', 'resolved', 'high', now(), jsonb_build_object(
              'ruleName', r.name, 'peakValue', 9, 'reason', 'over', 'late', false,
              'definition', jsonb_set(r.definition, '{filters}', e.filters))
       from rule r, unnest(array['{}', '{"environment": "staging"}']::jsonb[]) with ordinality e (filters, at)
      where r.project_id = $1 and r.id = $2`,
    [world.projectId, ofAll],
  );
  const alertsIn = async (environment: string) =>
    (await listAlerts(world.admin(), { limit: 10, environment })).alerts.map(({ id }) => id).filter((id) => id > 900);
  expect([await alertsIn('staging'), await alertsIn('production')]).toEqual([[902, 901], [901]]);
  expect(await faultsOf(() => alertsIn('nowhere'))).toEqual(['environment']);
});

test('a threshold of any measure has an end, on saving and on trying; a rule from before it had one can be renamed', async () => {
  const beyond = { ...METRIC, measure: 'calls_per_minute', condition: { above: 1e99 } };
  const input = { ...beyond, projectId: String(world.projectId) };
  expect(await faultsOf(() => make(beyond))).toEqual(['condition.above']);
  expect(await faultsOf(() => make({ ...beyond, condition: { below: 1e12 + 1 } }))).toEqual(['condition.below']);
  expect(await faultsOf(() => backtest(world.admin(), backtestInput.parse(input)))).toEqual(['condition.above']);
  const { id } = await make({ ...beyond, condition: { above: 1e12 } });
  await world.storage.query(`update rule set definition = jsonb_set(definition, '{condition,above}', '1e99') where id = $1`, [id]); // prettier-ignore
  const renamed = { projectId: world.projectId, ruleId: id, name: 'Old' };
  expect(await updateRule(world.admin(), renamed, deps)).toMatchObject({ name: 'Old', condition: { above: 1e99 } });
});

test('a rule is tried over at most 30 days, and over nothing that is not over', async () => {
  const tryOut = (range: object) =>
    backtest(world.admin(), backtestInput.parse({ ...METRIC, projectId: String(world.projectId), ...range }));
  expect(await faultsOf(() => tryOut({ days: 31 }))).toEqual(['days']);
  expect(await faultsOf(() => tryOut({ from: '2026-01-01T00:00:00Z' }))).toEqual(['to']);
  expect(await faultsOf(() => tryOut({ from: '2026-01-01T00:00:00Z', to: '2026-03-01T00:00:00Z' }))).toEqual(['from']);
  expect(await faultsOf(() => tryOut({ from: '2099-01-01T00:00:00Z', to: '2099-01-02T00:00:00Z' }))).toEqual(['to']);
});
