import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PATCH as patchProject } from '../../../app/api/v1/projects/[projectId]/route';
import { GET, PATCH } from '../../../app/api/v1/projects/[projectId]/storage/route';
import { POST as preview } from '../../../app/api/v1/projects/[projectId]/storage/preview/route';
import { getSeries, seriesInput } from '../../../lib/analytics';
import { getStorage, previewStorage } from '../../../lib/projects';
import { compactProject, foldWaiting } from '../../../lib/rollups';
import type { StorageAnswer, StoragePreviewAnswer } from '../../../lib/shared';
import { dayOf, ensurePartitionsFor, findProject, listPartitions } from '../../../lib/storage';
import { createRetentionJob } from '../../../worker/jobs/retention';
import { createRollupJob } from '../../../worker/jobs/rollup';
import { found, signInAs } from '../../support/members';
import { createCallsWorld, randomCall, seededRandom, type CallsWorld } from '../../support/stored-calls';
import { createTestApp, send, type TestApp } from '../../support/test-app';

const DAY_MS = 86_400_000;

let app: TestApp;
let shop: Awaited<ReturnType<typeof found>>;
let at: { params: { projectId: string }; cookie: string };
let world: CallsWorld;
beforeAll(async () => {
  app = await createTestApp();
  shop = await found(app.runtime, 'shop');
  at = { params: { projectId: String(shop.projectId) }, cookie: await signInAs(shop.email) };
  await fillDays(40);
  world = await createCallsWorld();
});
afterAll(async () => {
  await world.close();
  await app.close();
});

const daysBack = (days: number): string => dayOf(Date.now() - days * DAY_MS);

/** Rollups of so many days back to yesterday, one call an hour; of the archive, too. */
async function fillDays(days: number, projectId = shop.projectId): Promise<void> {
  const sums =
    'calls, s2xx, s3xx, s4xx, s5xx, s429, logins_ok, logins_failed, request_bytes, response_bytes, duration_us';
  const masks = 'minutes, minutes_4xx, minutes_5xx, slowest';
  await app.runtime.storage.query(
    `insert into endpoint_day (at, project_id, environment_id, endpoint_id, ${sums}, latency)
     select d, $1, e, 0, 24, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}'
       from generate_series($2::timestamptz, $3::timestamptz, interval '1 day') d, unnest(array[1, 2]) e`,
    [projectId, `${daysBack(days)}T00:00:00Z`, `${daysBack(1)}T00:00:00Z`],
  );
  await app.runtime.storage.query(
    `insert into endpoint_hour (at, project_id, environment_id, endpoint_id, ${sums}, ${masks}, latency)
     select h, $1, e, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, '\\x00', '{}'
       from generate_series($2::timestamptz, $3::timestamptz - interval '1 hour', interval '1 hour') h, unnest(array[1, 2]) e`,
    [projectId, `${daysBack(days)}T00:00:00Z`, `${daysBack(0)}T00:00:00Z`],
  );
}

const change = (body: object) => send(PATCH, { ...at, method: 'PATCH', body });
const fieldsOf = async (answer: Response) => ((await answer.json()) as { error: { fields?: object } }).error.fields;

test('less tells before it is confirmed how much goes and from when on, and changes nothing until then', async () => {
  const asked = await send(preview, { ...at, method: 'POST', body: { calls: 10, hours: 20 } });
  const { deletes } = (await asked.json()) as StoragePreviewAnswer;
  expect(deletes).toMatchObject([
    { tier: 'calls', rows: 20 * 24, before: `${daysBack(10)}T00:00:00.000Z` }, // days 30 to 11 back: not what has expired, not the archive
    { tier: 'hours' },
  ]);
  const refused = await change({ calls: 10 });
  expect(refused.status).toBe(409);
  expect(((await refused.json()) as { error: { message: string } }).error.message).toContain(
    `480 calls before ${daysBack(10)}`,
  );
  const byProject = await send(patchProject, { ...at, method: 'PATCH', body: { retentionDays: 10 } });
  expect(byProject.status).toBe(409);
  expect(((await (await send(GET, at)).json()) as StorageAnswer).tiers[0]).toMatchObject({ tier: 'calls', days: 30 });
});

test('what is confirmed is changed, and stands in the activity log with what it deletes', async () => {
  const answer = (await (await change({ calls: 12, confirmed: true })).json()) as StorageAnswer;
  expect(answer.tiers.map(({ tier, days }) => [tier, days])).toEqual([
    ['calls', 12],
    ['minutes', 15],
    ['hours', 396],
    ['days', 1_827],
  ]);
  const { rows } = await app.runtime.storage.query(`select data from activity_log where action = 'retention.updated'`);
  expect(rows).toEqual([{ data: { callsDays: 12, callsDaysBefore: 30, callsDeleted: 18 * 24 } }]);
  expect((await change({ calls: 40 })).status).toBe(200); // more deletes nothing
});

test('times outside their bounds, or that do not go together, are refused at their fields', async () => {
  expect(await fieldsOf(await change({ minutes: 16 }))).toEqual({ minutes: 'must be at most 15 days' });
  expect(await fieldsOf(await change({ calls: 0 }))).toEqual({ calls: 'must be at least 1 day' });
  expect(await fieldsOf(await change({ calls: 100, hours: 50 }))).toEqual({
    hours: 'must be at least the 100 days of calls, which are found by them',
  });
  expect(await fieldsOf(await change({ days: 100 }))).toEqual({ days: 'must be at least the 396 days of hours' });
});

test('more minutes are there from where they were kept before, whether or not any was deleted', async () => {
  const { storage } = app.runtime;
  const since = async () => (await findProject(storage, shop.projectId))?.minutesSince?.toISOString().slice(0, 13);
  expect((await change({ minutes: 6, confirmed: true })).status).toBe(200);
  expect(await since()).toBeUndefined();
  expect((await change({ minutes: 10 })).status).toBe(200);
  const { rows } = await storage.query<{ at: Date }>(`select now() - interval '143 hours' as at`);
  expect(await since()).toBe(rows[0]?.at.toISOString().slice(0, 13));
});

test('hours and days beyond their time are deleted in chunks, the archive’s are not', async () => {
  const { storage } = app.runtime;
  await storage.query(`update environment set archive = (id = 2) where project_id = $1`, [shop.projectId]);
  expect((await change({ calls: 7, minutes: 5, hours: 7, days: 30, confirmed: true })).status).toBe(200);
  await createRetentionJob({
    storage,
    now: () => new Date(),
    log: { info: () => undefined, error: () => undefined },
  }).run(new AbortController().signal);
  const { rows } = await storage.query(
    `select 'hours' as tier, environment_id, min(at) < now() - interval '7 days' as old from endpoint_hour where project_id = $1 group by 2
     union all select 'days', environment_id, min(at) < now() - interval '30 days' from endpoint_day where project_id = $1 group by 2 order by 1, 2`,
    [shop.projectId],
  );
  expect(rows).toEqual([
    { tier: 'days', environment_id: 1, old: false },
    { tier: 'days', environment_id: 2, old: true },
    { tier: 'hours', environment_id: 1, old: false },
    { tier: 'hours', environment_id: 2, old: true },
  ]);
});

test('a project of which cannot be noted how far it is cut keeps all until that can be done, and holds up no other', async () => {
  const { storage } = app.runtime;
  const [first, second] = [await found(app.runtime, 'first'), await found(app.runtime, 'second')];
  for (const { projectId } of [first, second]) await fillDays(40, projectId);
  const ids = [first.projectId, second.projectId];
  const keep = (hourDays: number, projectIds: readonly number[]) =>
    storage.query('update project set hour_days = $1, day_days = 30 where id = any($2)', [hourDays, projectIds]);
  await keep(20, ids);
  await keep(3_000_000, [first.projectId]); // no time lies so far back
  const daysKept = async () => {
    const { rows } = await storage.query<{ days: number }>(
      `select count(*)::int as days from endpoint_day where project_id = any($1) and environment_id = 1
        group by project_id order by project_id`,
      [ids],
    );
    return rows.map(({ days }) => days);
  };
  const errors: object[] = [];
  const log = { info: () => undefined, error: (about: object) => errors.push(about) };
  const run = () => createRetentionJob({ storage, log }).run(new AbortController().signal);
  await expect(run()).rejects.toThrow('1 steps of the retention failed');
  expect(errors).toMatchObject([{ table: 'project', projectId: first.projectId }]);
  expect(await daysKept()).toEqual([40, 29]);
  await keep(20, [first.projectId]);
  await run();
  expect(await daysKept()).toEqual([29, 29]);
});

test('a worker whose clock has jumped ahead deletes nothing that is kept', async () => {
  const { storage } = app.runtime;
  const [today, yesterday] = [daysBack(0), daysBack(1)];
  await ensurePartitionsFor(storage, [today, yesterday]);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 400 * DAY_MS });
  try {
    const log = { info: () => undefined, error: () => undefined };
    await createRetentionJob({ storage, log }).run(new AbortController().signal);
  } finally {
    vi.useRealTimers();
  }
  const days = (await listPartitions(storage)).filter(({ parent }) => parent === 'call').map(({ day }) => day);
  expect(days).toEqual(expect.arrayContaining([today, yesterday]));
  const { rowCount } = await storage.query('select from endpoint_hour where project_id = $1 and environment_id = 1', [
    shop.projectId,
  ]);
  expect(rowCount).toBeGreaterThan(0);
});

test('reads go by what the project keeps at once: minutes that are not kept come from the calls, and partitions go by the longest', async () => {
  const now = new Date('2026-11-24T14:32:00Z');
  const random = seededRandom(5);
  const { storage, projectId } = world;
  const calls = Array.from({ length: 400 }, () => ({
    ...randomCall({ projectId, random, fromMs: now.getTime() - 9 * DAY_MS, toMs: now.getTime() - 60_000 }),
    environmentId: 1,
  }));
  await world.store(calls, now);
  while ((await compactProject(storage, projectId, now)).moved > 0);
  const ctx = world.context(now);
  const range = { from: '2026-11-17T00:00:00Z', to: '2026-11-17T12:00:00Z', step: '900', measure: 'calls' };
  const input = seriesInput.parse({ projectId, ...range });
  const before = await getSeries(ctx, input);
  const shorter = { ...ctx, project: ctx.project && { ...ctx.project, minuteDays: 3 } };
  expect(await getSeries(shorter, input)).toEqual(before); // not deleted yet, and not relied on any more
  await storage.query('update project set minute_days = 3 where id = $1', [projectId]);
  await createRetentionJob({ storage, now: () => now, log: { info: () => undefined, error: () => undefined } }).run(
    new AbortController().signal,
  );
  expect(await getSeries(shorter, input)).toEqual(before);
  const minutes = (await listPartitions(storage))
    .filter(({ parent }) => parent === 'endpoint_minute')
    .map(({ day }) => day);
  expect(minutes[0]).toBe('2026-11-21');
  const days = { ...shorter, project: shorter.project && { ...shorter.project, dayDays: 2 } };
  expect((await getSeries(days, input)).points.every(({ value }) => value === 0)).toBe(true);
});

test('a worker whose clock has jumped ahead rolls up minutes that are kept', async () => {
  const { storage, projectId } = world;
  const nowMs = Date.now();
  const late = randomCall({ projectId, random: seededRandom(3), fromMs: nowMs - 3_600_000, toMs: nowMs });
  await world.store([{ ...late, environmentId: 2 }]);
  vi.useFakeTimers({ toFake: ['Date'], now: nowMs + 30 * DAY_MS });
  try {
    await createRollupJob({ storage, log: { error: () => undefined } }).run(new AbortController().signal);
  } finally {
    vi.useRealTimers();
  }
  const { rowCount } = await storage.query(
    'select from endpoint_minute where project_id = $1 and environment_id = 2 and endpoint_id = 0',
    [projectId],
  );
  expect(rowCount).toBe(1);
});

test('tells what each tier takes on disk by the project’s share of the rows, and what it will at the present rate', async () => {
  const { storage, projectId } = world;
  const ctx = world.context(new Date('2026-11-24T14:32:00Z'));

  const whole = await getStorage(ctx, { projectId });
  const size = (
    await storage.query<{ n: number }>(
      `select sum(pg_total_relation_size(i.inhrelid))::float8 as n from pg_inherits i where i.inhparent = 'public.call'::regclass and pg_relation_size(i.inhrelid) > 0`,
    )
  ).rows[0]?.n;
  const callerDays = (await storage.query<{ n: number }>(`select pg_total_relation_size('caller_day')::float8 as n`))
    .rows[0]?.n;
  const [calls] = whole.tiers;
  expect(calls?.bytes).toBe((size ?? 0) + (callerDays ?? 0)); // nobody else has rows
  expect(calls?.projectedBytes).toBeGreaterThan(calls?.bytes ?? 0); // nine days of thirty
  await storage.query(
    `insert into call select finished_at, $2, id, endpoint_id, consumer_id, user_agent_id, duration_us, request_bytes, response_bytes, status, flags, traits, environment_id, caller, path, trace_id, account_hash, attrs from call where project_id = $1`,
    [projectId, projectId + 1],
  );
  const shared = await getStorage(ctx, { projectId });
  const grown = (
    await storage.query<{ n: number }>(
      `select sum(pg_total_relation_size(i.inhrelid))::float8 as n from pg_inherits i where i.inhparent = 'public.call'::regclass and pg_relation_size(i.inhrelid) > 0`,
    )
  ).rows[0]?.n;
  expect(shared.tiers[0]?.bytes).toBe((grown ?? 0) / 2 + (callerDays ?? 0));
});

test('an archive of long ago stands in the bytes on disk, and not in the rate', async () => {
  const { projectId } = world;
  const now = new Date('2026-11-24T14:32:00Z');
  const ctx = world.context(now);
  const before = await getStorage(ctx, { projectId });
  const fromMs = Date.parse('2019-03-01T10:00:00Z');
  const old = randomCall({ projectId, random: seededRandom(7), fromMs, toMs: fromMs + 60_000 });
  await world.store([{ ...old, environmentId: 3 }], now);
  while ((await compactProject(world.storage, projectId, now)).moved > 0);
  const after = await getStorage(ctx, { projectId });
  for (const [index, { tier, bytes, projectedBytes }] of after.tiers.entries()) {
    const earlier = before.tiers[index];
    const grown = bytes - (earlier?.bytes ?? 0);
    if (tier === 'calls') expect(grown).toBeGreaterThan(0);
    // one row more takes a page or two of tables and indexes that held few
    expect(projectedBytes).toBeGreaterThan(0.9 * (earlier?.projectedBytes ?? Infinity));
    expect(projectedBytes).toBeLessThan(1.1 * (earlier?.projectedBytes ?? 0) + Math.max(0, grown));
  }
});

test('less tells from when on calls are no longer shown whose day is deleted later, and is refused until that is confirmed', async () => {
  const young = await found(app.runtime, 'young');
  const own = { params: { projectId: String(young.projectId) }, cookie: await signInAs(young.email) };
  await fillDays(1, young.projectId);
  const nowMs = Date.now();
  const asked = await send(preview, { ...own, method: 'POST', body: { calls: 1 } });
  const { deletes, hidesCallsBefore } = (await asked.json()) as StoragePreviewAnswer;
  expect(deletes).toEqual([]);
  const hiddenMs = Date.parse(hidesCallsBefore ?? '');
  expect(hiddenMs).toBeGreaterThanOrEqual(nowMs - DAY_MS);
  expect(hiddenMs).toBeLessThanOrEqual(Date.now() - DAY_MS);
  const shorten = (body: object) => send(PATCH, { ...own, method: 'PATCH', body });
  const refused = await shorten({ calls: 1 });
  expect(refused.status).toBe(409);
  expect(((await refused.json()) as { error: { message: string } }).error.message).toContain('hides calls before');
  expect((await shorten({ calls: 2 })).status).toBe(200); // none are older
  expect((await shorten({ calls: 1, confirmed: true })).status).toBe(200);
});

test('calls that are deleted already, or of an archive, are not told as hidden', async () => {
  const ctx = world.context(new Date('2026-11-24T14:32:00Z'));
  const shorter = { projectId: world.projectId, calls: 5 };
  const hides = async (context: typeof ctx) => (await previewStorage(context, shorter, foldWaiting)).hidesCallsBefore;
  expect(await hides(ctx)).toBe('2026-11-19T14:32:00.000Z');
  const project = ctx.project;
  const cut = { ...ctx, project: project && { ...project, callsSince: new Date('2026-11-20T00:00:00Z') } };
  expect(await hides(cut)).toBeNull();
  const archived = project?.environments.map((environment) => ({ ...environment, archive: true })) ?? [];
  expect(await hides({ ...ctx, project: project && { ...project, environments: archived } })).toBeNull();
});
