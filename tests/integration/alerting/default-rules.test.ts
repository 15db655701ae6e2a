import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listRules } from '../../../lib/alerting';
import { createProject } from '../../../lib/projects';
import type { RuleItem } from '../../../lib/shared';
import { createDeliverJob } from '../../../worker/jobs/deliver';
import { callsAt, compact, createRulesWorld, MINUTE_MS } from './support';
import type { RulesWorld } from './support';

const START = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
const at = (minute: number, second = 0): number => START + minute * MINUTE_MS + second * 1000;
const MIGRATION = 'prisma/migrations/20261126000040_metric_rules/migration.sql';

let world: RulesWorld;
beforeEach(async () => {
  world = await createRulesWorld(START);
});
afterEach(() => world.close());

/** The rules that projects got which were there before metric rules. */
async function migrate(): Promise<void> {
  const sql = readFileSync(MIGRATION, 'utf8');
  await world.storage.query(sql.slice(sql.indexOf('INSERT INTO "rule"')));
  await world.storage.query('update rule set effective_at = $1', [new Date(START)]);
}

const bare = (rule: RuleItem): object => ({ ...rule, id: '', createdAt: '' });

test('a new project begins with rules for attacks, server errors and silence; one that is there gets the same', async () => {
  const project = await createProject(world.admin(), { name: 'New' });
  const { rules } = await listRules({
    ...world.admin(),
    project: {
      ...project,
      minuteDays: 15,
      hourDays: 396,
      dayDays: 1827,
      callsSince: null,
      minutesSince: null,
      hoursSince: null,
      organizationId: 'org',
      createdAt: new Date(START),
    },
  });
  expect(rules.toSorted((a, b) => a.name.localeCompare(b.name)).map(({ name, kind }) => [name, kind])).toEqual([
    ['Attacks', 'incident'],
    ['No heartbeat', 'metric'],
    ['Server errors', 'metric'],
  ]);
  await migrate();
  const old = (await listRules(world.admin())).rules;
  const metric = rules.filter(({ kind }) => kind === 'metric');
  expect(old.map(bare)).toEqual(expect.arrayContaining(metric.map(bare)));
  expect(old).toHaveLength(metric.length);
});

test('a history full of errors fires nothing, errors of today do', async () => {
  await migrate();
  const history = Array.from({ length: 3_000 }, (_, index) =>
    callsAt(world.projectId, { atMs: at(-index * 5, 30), count: 6, status: 500 }),
  ).flat();
  await world.store(history, new Date(START));
  for (let minute = 1; minute <= 8; minute++) await world.evaluateAt(at(minute, 6));
  await compact(world, new Date(at(8)));
  for (let minute = 9; minute <= 16; minute++) await world.evaluateAt(at(minute, 6));
  expect(await world.alerts()).toEqual([]);
  for (let minute = 16; minute < 30; minute++) {
    await world.store(callsAt(world.projectId, { atMs: at(minute, 10), count: 20, status: minute % 2 ? 500 : 200 }));
    await world.evaluateAt(at(minute + 1, 6));
  }
  expect(await world.alerts()).toMatchObject([{ ruleName: 'Server errors', state: 'firing', peakValue: 0.6 }]);
});

test('mails about one alert are one thread', async () => {
  await world.makeRule({});
  await world.store(callsAt(world.projectId, { atMs: at(0, 30), count: 9, status: 500 }));
  await world.evaluateAt(at(1, 6));
  await world.evaluateAt(at(2, 6));
  const job = createDeliverJob({
    storage: world.storage,
    now: () => new Date(world.clock.nowMs),
    log: { warn: () => undefined, error: () => undefined },
    random: () => 0,
    smtpUrl: null,
    mailFrom: 'Callwatch <callwatch@watch.example>',
    outboundAllow: [],
    secret: 'a secret of the tests, long enough for them',
    baseUrl: 'https://watch.example',
  });
  await job.run(new AbortController().signal);
  await job.idle();
  await job.close();
  const { rows } = await world.storage.query<{ subject: string; id: string; thread: string | null }>(
    'select subject, message_id as id, in_reply_to as thread from mailbox_message m order by m.id',
  );
  expect(rows.map(({ subject }) => subject.slice(0, 30))).toEqual([
    '[Shop] High alert #1 fired: Er',
    '[Shop] Alert #1 resolved: Erro',
  ]);
  expect(rows.map(({ thread }) => thread)).toEqual([null, rows[0]?.id]);
});
