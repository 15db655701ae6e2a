import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRulesWorld, MINUTE_MS } from './support';
import type { RulesWorld } from './support';

/** A whole minute. */
const START = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 6 * 3_600_000;
const at = (minute: number, second = 0): number => START + minute * MINUTE_MS + second * 1000;
const DAY = 24 * 60;
const ENVIRONMENTS = { production: 1, staging: 2, archive: 3 };

let world: RulesWorld;
beforeEach(async () => {
  world = await createRulesWorld(START);
  await world.makeRule({ name: 'No heartbeat', measure: 'heartbeat_age_seconds', condition: { above: 180 } });
});
afterEach(() => world.close());

/** An SDK was heard then. */
async function beat(environment: keyof typeof ENVIRONMENTS, ms: number): Promise<void> {
  await world.storage.query(
    `insert into sdk_instance (project_id, environment_id, instance, sdk, last_seen_at, routes) values ($1, $2, 'a', 'node', $3, '{}')
       on conflict (project_id, environment_id, instance) do update set last_seen_at = excluded.last_seen_at`,
    [world.projectId, ENVIRONMENTS[environment], new Date(ms)],
  );
}

async function eachMinute(from: number, to: number, heard?: keyof typeof ENVIRONMENTS): Promise<void> {
  for (let minute = from; minute <= to; minute++) {
    if (heard) await beat(heard, at(minute - 1, 50));
    await world.evaluateAt(at(minute, 6));
  }
}

const spans = async (): Promise<unknown[]> =>
  (await world.alerts()).map(({ firedAt, resolvedAt, state }) => [
    firedAt && (Date.parse(firedAt) - START) / MINUTE_MS,
    resolvedAt && (Date.parse(resolvedAt) - START) / MINUTE_MS,
    state,
  ]);

async function summaries(): Promise<string[]> {
  const { rows } = await world.storage.query<{ summary: string }>(
    `select payload #>> '{alert,summary}' as summary from outbox order by alert_id, alert_event`,
  );
  return rows.map(({ summary }) => summary.replaceAll(/\d\d:\d\d UTC/g, 'TIME'));
}

test('no heartbeat for three minutes fires for projects that ever had an SDK, an outage of ours aside', async () => {
  await eachMinute(1, 6);
  expect(await spans()).toEqual([]);
  await beat('production', at(6, 30));
  await eachMinute(7, 9);
  expect(await spans()).toEqual([]);
  await eachMinute(10, 10);
  expect(await spans()).toEqual([[10, null, 'firing']]);
  await beat('production', at(10, 50));
  await eachMinute(11, 11);
  expect(await spans()).toEqual([[10, 11, 'resolved']]);
  await world.storage.query('insert into ingest_gap (started_at, ended_at) values ($1, $2)', [
    new Date(at(11, 2)),
    new Date(at(60, 40)),
  ]);
  await world.evaluateAt(at(61, 6));
  await beat('production', at(61, 30));
  await eachMinute(62, 63);
  expect(await spans()).toHaveLength(1);
});

test('production that falls silent is told, and which it is, though staging is heard all the time', async () => {
  await beat('production', at(0, 30));
  await beat('archive', at(-60));
  await eachMinute(1, 3, 'staging');
  expect(await spans()).toEqual([]);
  await eachMinute(4, 5, 'staging');
  expect(await spans()).toEqual([[4, null, 'firing']]);
  expect((await world.alerts())[0]).toMatchObject({ reason: 'production: above 3 min', value: 270 });
  await beat('production', at(5, 30));
  await eachMinute(6, 6, 'staging');
  expect(await spans()).toEqual([[4, 6, 'resolved']]);
  expect(await summaries()).toEqual([
    'Time since the last heartbeat of production was 3 min 30 s. It began at TIME.',
    'Since TIME it is no longer above 3 min, as production was. At its worst it was 4 min 30 s.',
  ]);
});

test('an environment that was switched off is waited for a day, and no longer while another is heard', async () => {
  await beat('staging', at(-DAY + 3, 30));
  await eachMinute(1, 6, 'production');
  expect(await spans()).toEqual([[1, 4, 'resolved']]);
  expect(await summaries()).toEqual([
    'Time since the last heartbeat of staging was 23 h 58 min. It began at TIME.',
    'Since TIME it is no longer above 3 min, as staging was. At its worst it was 1 d. ' +
      'An environment that is silent for a day while another is heard is not waited for any more.',
  ]);
});

test('when all environments are silent the alert lasts until all are heard', async () => {
  await beat('production', at(0, 10));
  await beat('staging', at(0, 30));
  await world.evaluateAt(at(2 * DAY, 6));
  expect(await spans()).toEqual([[4, null, 'firing']]);
  await beat('production', at(2 * DAY, 30));
  await beat('staging', at(2 * DAY, 30));
  await eachMinute(2 * DAY + 1, 2 * DAY + 1);
  expect(await spans()).toEqual([[4, 2 * DAY + 1, 'resolved']]);
});

test('a rule of one environment waits for it for good', async () => {
  await beat('staging', at(-2 * DAY));
  const filters = { environment: 'staging' };
  await world.makeRule({ measure: 'heartbeat_age_seconds', condition: { above: 180 }, filters });
  await eachMinute(1, 3, 'production');
  expect((await world.alerts()).map(({ ruleName, reason }) => [ruleName, reason])).toEqual([['Errors', 'above 3 min']]);
});
