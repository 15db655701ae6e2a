import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acknowledgeAlert, deleteRule, updateRule } from '../../../lib/alerting';
import { DETECTORS } from '../../../lib/detection';
import { callsAt, createRulesWorld, MINUTE_MS } from './support';
import type { CallsAt, RulesWorld } from './support';

/** Today, so that the minutes are kept; a whole minute. */
const START = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 6 * 3_600_000;
const at = (minute: number, second = 0): number => START + minute * MINUTE_MS + second * 1000;

let world: RulesWorld;
beforeEach(async () => {
  world = await createRulesWorld(START);
});
afterEach(() => world.close());

/** Calls in the minute that ends at `minute`. */
const store = (minute: number, calls: Partial<CallsAt> = {}): Promise<void> =>
  world.store(
    callsAt(world.projectId, { atMs: at(minute - 1, 30), count: 10, status: 500, ...calls }),
    new Date(world.clock.nowMs),
  );

async function eachMinute(from: number, to: number): Promise<void> {
  for (let minute = from; minute <= to; minute++) await world.evaluateAt(at(minute, 6));
}

const kinds = async (): Promise<string[]> => (await world.notices()).map(({ kind }) => kind);
const spans = async (): Promise<unknown[]> =>
  (await world.alerts()).map(({ firedAt, resolvedAt, state }) => [
    firedAt && (Date.parse(firedAt) - START) / MINUTE_MS,
    resolvedAt && (Date.parse(resolvedAt) - START) / MINUTE_MS,
    state,
  ]);

test('a rule fires after for, keeps firing, resolves, and tells each once', async () => {
  await world.makeRule({ forSeconds: 120, keepFiringForSeconds: 60 });
  for (const minute of [3, 4, 5, 6]) await store(minute);
  await eachMinute(1, 12);
  expect(await spans()).toEqual([[5, 8, 'resolved']]);
  expect(await world.notices()).toEqual([
    { kind: 'fired', subject: '[Shop] High alert #1 fired: Errors: Errors above 5 over 1 min', alert: 1, event: 1 },
    { kind: 'resolved', subject: '[Shop] Alert #1 resolved: Errors: Errors above 5 over 1 min', alert: 1, event: 2 },
  ]);
  expect((await world.alerts())[0]).toMatchObject({ value: 10, peakValue: 10, reason: 'no longer above 5' });
});

test('a window is half-open by finish time', async () => {
  await world.makeRule({});
  await store(2, { atMs: at(2), count: 6 }); // finished as the window of minute 2 ended
  await eachMinute(1, 2);
  expect(await spans()).toEqual([]);
  await eachMinute(3, 3);
  expect(await spans()).toEqual([[3, null, 'firing']]);
});

test('a window is evaluated five seconds after its end, not before', async () => {
  await world.makeRule({});
  await store(1);
  await world.evaluateAt(at(1, 4));
  expect(await spans()).toEqual([]);
  await world.evaluateAt(at(1, 5));
  expect(await spans()).toEqual([[1, null, 'firing']]);
});

test('a rule evaluates no window that ended before it was made', async () => {
  for (const minute of [1, 2, 3]) await store(minute);
  world.clock.nowMs = at(3, 20);
  await world.makeRule({});
  await eachMinute(4, 8);
  expect(await spans()).toEqual([]);
});

test('windows missed by an outage of the evaluator are evaluated late, in order', async () => {
  await world.makeRule({ forSeconds: 60 });
  for (const minute of [3, 4, 5, 40, 41]) await store(minute);
  await eachMinute(1, 2);
  await world.evaluateAt(at(90, 6));
  expect(await spans()).toEqual([
    [4, 6, 'resolved'],
    [41, 42, 'resolved'],
  ]);
  expect(await kinds()).toEqual(['fired', 'resolved', 'fired', 'resolved']);
});

test('data up to 15 minutes late fires, once; later data does not', async () => {
  await world.makeRule({});
  await eachMinute(1, 20);
  await store(8);
  await world.evaluateAt(at(21, 6));
  expect(await spans()).toEqual([[8, null, 'firing']]);
  expect((await world.alerts())[0]).toMatchObject({ late: true, value: 10 });
  await eachMinute(22, 30);
  await store(12);
  await eachMinute(31, 34);
  expect(await spans()).toEqual([[8, 22, 'resolved']]);
});

test('late data never resolves', async () => {
  await world.makeRule({ measure: 'error_ratio', condition: { above: 0.5 } });
  for (const minute of [3, 4, 5, 6]) await store(minute);
  await eachMinute(1, 5);
  await store(4, { status: 200, count: 500 });
  await store(5, { status: 200, count: 500 });
  await eachMinute(6, 6);
  expect(await spans()).toEqual([[3, null, 'firing']]);
});

test('missing data is told after two missed windows, and that it is back', async () => {
  await world.makeRule({ measure: 'error_ratio', condition: { above: 0.5 }, missing: 'nodata' });
  await store(1, { status: 200 });
  await store(2, { status: 200 });
  await eachMinute(1, 3);
  expect(await spans()).toEqual([]);
  await eachMinute(4, 6);
  expect(await spans()).toEqual([[4, null, 'nodata']]);
  await store(7, { status: 200 });
  await eachMinute(7, 7);
  expect(await spans()).toEqual([[4, 7, 'resolved']]);
  expect(await kinds()).toEqual(['no_data', 'resolved']);
});

test('archives are outside', async () => {
  await world.makeRule({});
  await store(2, { environmentId: 3 });
  await eachMinute(1, 4);
  expect(await spans()).toEqual([]);
});

test('filters narrow to environment, endpoint, consumer and status class', async () => {
  await world.makeRule({ name: 'staging', filters: { environment: 'staging' } });
  await world.makeRule({ name: 'endpoint', filters: { endpoint: 3 } });
  await world.makeRule({ name: 'consumer', filters: { consumer: 'consumer-2' } });
  await world.makeRule({ name: '4xx', measure: 'calls', filters: { statusClass: '4xx' } });
  await store(1, { environmentId: 2 });
  await store(2, { endpointId: 3 });
  await store(3, { consumerId: 2 });
  await store(4, { status: 404 });
  await eachMinute(1, 5);
  const fired = (await world.alerts()).map(({ ruleName, firedAt }) => [
    ruleName,
    (Date.parse(firedAt ?? '') - START) / MINUTE_MS,
  ]);
  expect(fired).toEqual([
    ['staging', 1],
    ['endpoint', 2],
    ['consumer', 3],
    ['4xx', 4],
  ]);
});

test('what still fires is told again after four hours, unless somebody acknowledged it', async () => {
  await world.makeRule({ measure: 'calls', condition: { below: 1 } });
  await eachMinute(1, 1);
  await world.evaluateAt(at(240, 6));
  expect(await kinds()).toEqual(['fired']);
  await world.evaluateAt(at(241, 6));
  expect(await kinds()).toEqual(['fired', 'still_firing']);
  const [alert] = await world.alerts();
  await acknowledgeAlert(world.admin(), { projectId: world.projectId, alertId: alert?.id ?? 0 });
  await world.evaluateAt(at(482, 6));
  expect(await kinds()).toEqual(['fired', 'still_firing']);
  expect((await world.alerts())[0]).toMatchObject({ acknowledgedBy: 'U', state: 'firing' });
});

test('a rule that is changed, turned off or deleted ends its alert and tells so', async () => {
  const ruleId = await world.makeRule({ measure: 'calls', condition: { below: 1 } });
  const change = (input: object) =>
    updateRule(world.admin(), { projectId: world.projectId, ruleId, ...input }, { detectors: DETECTORS });
  await eachMinute(1, 1);
  world.clock.nowMs = at(1, 30);
  await change({ name: 'Quiet' });
  expect(await spans()).toEqual([[1, null, 'firing']]);
  await change({ condition: { below: 2 } });
  expect(await spans()).toEqual([[1, 1.5, 'resolved']]);
  await eachMinute(2, 2);
  await change({ enabled: false });
  await eachMinute(3, 9);
  await change({ enabled: true });
  await eachMinute(10, 10);
  expect(await spans()).toHaveLength(3);
  await deleteRule(world.admin(), { projectId: world.projectId, ruleId });
  await eachMinute(11, 12);
  expect((await world.alerts()).map(({ reason }) => reason)).toEqual([
    'the rule was changed',
    'the rule was turned off',
    'the rule was deleted',
  ]);
  expect(await kinds()).toEqual(['fired', 'resolved', 'fired', 'resolved', 'fired', 'resolved']);
});

test('a time in which Callwatch took no calls neither fires nor resolves', async () => {
  await world.makeRule({ name: 'busy' });
  await world.makeRule({ name: 'quiet', measure: 'calls', condition: { below: 1 } });
  const { storage } = world;
  for (const minute of [1, 2, 3]) await store(minute);
  await eachMinute(1, 3);
  await storage.query('insert into ingest_gap (started_at, ended_at) values ($1, $2)', [
    new Date(at(3, 2)),
    new Date(at(20, 40)),
  ]);
  await world.evaluateAt(at(21, 6));
  expect(await spans()).toEqual([[1, null, 'firing']]);
  await eachMinute(22, 22);
  expect(await spans()).toEqual([
    [1, 22, 'resolved'],
    [22, null, 'firing'],
  ]);
});

test('a time in which Callwatch took no calls counts towards neither for nor keep firing', async () => {
  await world.makeRule({ name: 'waits', forSeconds: 600, filters: { endpoint: 2 } });
  await world.makeRule({ name: 'recovers', keepFiringForSeconds: 600, filters: { endpoint: 3 } });
  await store(2, { endpointId: 3 });
  await store(3);
  await eachMinute(1, 3);
  await world.storage.query('insert into ingest_gap (started_at, ended_at) values ($1, $2)', [
    new Date(at(3, 2)),
    new Date(at(61, 40)),
  ]);
  await world.evaluateAt(at(30, 6)); // what is remembered goes through the database
  for (let minute = 63; minute <= 72; minute++) await store(minute);
  await eachMinute(63, 71);
  expect(await spans()).toEqual([[2, null, 'firing']]);
  await eachMinute(72, 72);
  expect(await spans()).toEqual([
    [2, 72, 'resolved'],
    [72, null, 'firing'],
  ]);
});

test('whoever lost the lease writes nothing', async () => {
  await world.makeRule({});
  await store(2);
  await world.evaluateAt(at(2, 6));
  await world.storage.query(`update lease set token = token + 1, owner = $1 where job = 'evaluate'`, [randomUUID()]);
  await store(3, { status: 200 });
  await world.evaluateAt(at(3, 6));
  expect(await kinds()).toEqual(['fired']);
  const { rows } = await world.storage.query<{ to: Date }>('select evaluated_to as to from rule_state');
  expect(rows[0]?.to.getTime()).toBe(at(2));
});

test('a clock that was three hours ahead for a while silences no rule', async () => {
  await world.makeRule({});
  await eachMinute(1, 2);
  await world.evaluateAt(at(182, 6)); // by the clock that is wrong
  await store(4);
  await eachMinute(3, 5);
  expect(await spans()).toEqual([[4, 5, 'resolved']]);
  expect(await kinds()).toEqual(['fired', 'resolved']);
});
