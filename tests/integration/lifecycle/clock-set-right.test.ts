import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createChannel } from '../../../lib/notify';
import {
  beatIngest,
  beatProcess,
  erasures,
  findProject,
  listIngestGaps,
  listProcesses,
  readBacklog,
  retention,
  takeLeases,
} from '../../../lib/storage';
import { createRetentionJob } from '../../../worker/jobs/retention';
import { onSteadyClock } from '../../../worker/jobs/on-steady-clock';
import { waitFor } from '../../support';
import { createDeliverer, enqueue, ledger } from '../notify/deliverer';
import { receiveHooks, type HookReceiver } from '../notify/receivers';
import { createWorld, type World } from '../notify/seed';
import { erase } from './support';

/** By so much the clock was ahead before it was set right, as SQL and in seconds. */
const AHEAD = "clock_timestamp() + interval '3 days'";
const AHEAD_SECONDS = 3 * 86_400;

let world: World;
let hooks: HookReceiver;
beforeAll(async () => {
  [world, hooks] = await Promise.all([createWorld(), receiveHooks()]);
  await createChannel(world.context(), { kind: 'webhook', url: hooks.url }, { outboundAllow: ['127.0.0.0/8'] });
});
afterAll(async () => {
  await hooks.close();
  await world.close();
});

test('leases that a clock ahead gave to a process that died are taken; those that last as long as they may are not', async () => {
  const first = await takeLeases(world.storage, { job: 'detect', owner: 'first' });
  expect(await takeLeases(world.storage, { job: 'detect', owner: 'second' })).toEqual([]);
  await world.storage.query(`update lease set expires_at = ${AHEAD} where job = 'detect'`);
  const taken = await takeLeases(world.storage, { job: 'detect', owner: 'second' });
  expect(taken).toHaveLength(first.length);
  expect(Number(taken[0]?.token)).toBeGreaterThan(Number(first[0]?.token));
});

test('a message whose next attempt a clock ahead has planned is tried as soon as it is set right', async () => {
  hooks.answerWith((_, response) => response.writeHead(500).end());
  world.clock.advance(AHEAD_SECONDS);
  await enqueue(world, { eventId: 10 });
  await createDeliverer(world).deliver();
  expect(await ledger(world)).toMatchObject([{ state: 'retrying' }]);
  world.clock.advance(-AHEAD_SECONDS);
  hooks.answerWith((_, response) => response.writeHead(204).end());
  await createDeliverer(world).deliver();
  expect(await ledger(world)).toMatchObject([{ state: 'sent' }]);
});

test('a pause that is within bounds is kept', async () => {
  hooks.answerWith((_, response) => response.writeHead(429, { 'retry-after': '86400' }).end());
  await enqueue(world, { eventId: 11 });
  await createDeliverer(world).deliver();
  world.clock.advance(82_000);
  const before = hooks.posts.length;
  await createDeliverer(world).deliver();
  expect(hooks.posts).toHaveLength(before);
  world.clock.advance(8_000);
  hooks.answerWith((_, response) => response.writeHead(204).end());
  await createDeliverer(world).deliver();
  expect((await ledger(world)).map(({ state }) => state)).toEqual(['sent', 'sent']);
});

test('a claim that a clock ahead gave to a process that died holds up a channel no longer than another', async () => {
  await enqueue(world, { eventId: 12 });
  await world.storage.query(
    `update outbox set claim_token = gen_random_uuid()::text, claimed_until = ${AHEAD} where state = 'queued'`,
  );
  await createDeliverer(world, { claimMs: 50 }).deliver(); // cuts the claim
  await waitFor(async () => {
    await createDeliverer(world).deliver();
    return (await ledger(world)).every(({ state }) => state === 'sent');
  });
});

test('an erasure that was asked for and claimed while the clock was ahead is carried out', async () => {
  const { storage, organizationId, projectId } = world;
  const id = randomUUID();
  const one = {
    kind: 'account',
    subjectHash: 'ab',
    target: { hash: 'ab'.repeat(16), standIn: 'cd'.repeat(16) },
  } as const;
  const by = { requestedByKind: 'system', requestedBy: null, projectName: 'shop-api' };
  const requestedAt = new Date(Date.now() + AHEAD_SECONDS * 1000);
  await storage.transaction((tx) =>
    erasures.insertErasure(tx, { ...one, ...by, id, organizationId, projectId, requestedAt }),
  );
  await storage.query(`update erasure set claim_token = 'died', claimed_until = ${AHEAD} where id = $1`, [id]);
  const state = async () => (await erasures.findErasure(storage, { organizationId, id }))?.state;
  await erase(storage, null);
  expect(await state()).toBe('running'); // waits for posts that were under way
  await erase(storage, new Date());
  expect(await state()).toBe('running');
  await erase(storage, new Date(Date.now() + 61_000));
  expect(await state()).toBe('done');
});

test('a gap in which nobody took calls ends now, not when a clock ahead has said', async () => {
  const { storage } = world;
  await storage.query(
    `insert into ingest_gap (started_at, ended_at)
     values (clock_timestamp() - interval '1 hour', ${AHEAD}), (clock_timestamp() + interval '2 days', ${AHEAD})`,
  );
  await beatIngest(storage, { wasHere: false });
  const now = new Date(Date.now() + 1_000);
  const from = new Date(now.getTime() - 2 * 3_600_000);
  const gaps = await listIngestGaps(storage, { from, to: new Date(now.getTime() + 5 * AHEAD_SECONDS * 1000), now });
  expect(gaps).toHaveLength(1);
  expect(gaps[0]?.endedAt?.getTime()).toBeLessThanOrEqual(now.getTime());
});

test('a clock that was behind leaves no gap where a process has taken calls all the time', async () => {
  const { storage } = world;
  await beatIngest(storage, { wasHere: true });
  await storage.query(
    `update instance_setting set value = jsonb_build_object('at', clock_timestamp() - interval '2 days') where name = 'ingest_beat'`,
  );
  const gaps = () => storage.query('select from ingest_gap');
  const before = (await gaps()).rowCount;
  await beatIngest(storage, { wasHere: true });
  expect((await gaps()).rowCount).toBe(before);
});

test('how far a project is cut is set back to now where a clock ahead has noted it', async () => {
  const { storage, projectId } = world;
  await storage.query(`update project set calls_since = ${AHEAD}, minutes_since = ${AHEAD} where id = $1`, [projectId]);
  const log = { info: () => undefined, error: () => undefined };
  await createRetentionJob({ storage, log }).run(new AbortController().signal);
  const project = await findProject(storage, projectId);
  expect(project?.hoursSince).toBeNull();
  for (const since of [project?.callsSince, project?.minutesSince])
    expect(Math.abs((since?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
});

test('what cannot be undone waits until the clock has gone on evenly for ten minutes', async () => {
  const { storage } = world;
  let [evenMs, runs] = [0, 0];
  const warnings: object[] = [];
  const own = { name: 'counted', wakeOn: [], everyMs: 3_600_000, run: async () => void (runs += 1) };
  const log = { warn: (about: object) => warnings.push(about) };
  let skewMs = 0;
  const clock = vi.spyOn(retention, 'readClock').mockImplementation(async () => new Date(evenMs + skewMs));
  onTestFinished(() => clock.mockRestore());
  const job = onSteadyClock(own, { storage, log, evenMs: () => evenMs });
  const runsAfter = async (minutes: number): Promise<number> => {
    evenMs += minutes * 60_000;
    await job.run(new AbortController().signal);
    return runs;
  };
  expect([await runsAfter(0), await runsAfter(9), await runsAfter(2), await runsAfter(30)]).toEqual([0, 0, 1, 1]);
  skewMs = AHEAD_SECONDS * 1000;
  expect([await runsAfter(60), await runsAfter(5)]).toEqual([1, 1]);
  skewMs = 0; // set right
  expect([await runsAfter(6), await runsAfter(9), await runsAfter(2)]).toEqual([1, 1, 2]);
  expect(warnings).toHaveLength(2);
});

test('a process that said it lives while the clock was ahead is not taken for alive', async () => {
  const { storage } = world;
  const about = (id: string) => ({ id, roles: ['worker'], version: '1', host: 'a', pid: 1 });
  await beatProcess(storage, about('dead'), {});
  await storage.query(`update instance_process set seen_at = ${AHEAD}`);
  await beatProcess(storage, about('living'), {});
  expect((await listProcesses(storage, { withinSeconds: 60 })).map(({ id }) => id)).toEqual(['living']);
});

test('a rule that was evaluated ahead counts as behind until it is set back', async () => {
  const { storage, projectId } = world;
  await storage.query(
    `insert into rule (id, project_id, kind, name, definition, channels, effective_at)
     values ('ahead', $1, 'metric', 'Calls', '{}', '{}', clock_timestamp() - interval '1 day')`,
    [projectId],
  );
  await storage.query(
    `insert into rule_state (project_id, rule_id, state, since, evaluated_to) values ($1, 'ahead', 'ok', clock_timestamp(), ${AHEAD})`,
    [projectId],
  );
  expect((await readBacklog(storage)).evaluateLagSeconds).toBeGreaterThan(86_400);
});
