import { afterAll, beforeAll, expect, test } from 'vitest';
import { compactProject } from '../../../lib/rollups';
import { connect, dayOf, dropCallDay, dropPartition, ensurePartitionsFor, listPartitions } from '../../../lib/storage';
import type { CallRow, Storage } from '../../../lib/storage';
import { createPartitionJob } from '../../../worker/jobs/partitions';
import { createRetentionJob, type RetentionDeps } from '../../../worker/jobs/retention';
import { createCallsWorld, randomCall, seededRandom } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';

const DAY_MS = 86_400_000;
const NOW = new Date('2026-11-24T14:32:00Z');
const log = { info: () => undefined, error: () => undefined };
const LONG_AFTER = new Date(NOW.getTime() + 420 * DAY_MS);
const random = seededRandom(3);

let world: CallsWorld;
beforeAll(async () => {
  world = await createCallsWorld();
});
afterAll(() => world.close());

const retain = (storage: Storage, now: Date, heard: RetentionDeps['log'] = log): Promise<void> =>
  createRetentionJob({ storage, now: () => now, log: heard }).run(new AbortController().signal);

const daysBack = (days: number): string => dayOf(NOW.getTime() - days * DAY_MS);
const partitionsOf = async (parent: string): Promise<string[]> =>
  (await listPartitions(world.storage)).filter((one) => one.parent === parent).map(({ day }) => day);

function callsOn(daysAgo: number, environmentId: number): CallRow[] {
  const fromMs = Date.parse(daysBack(daysAgo));
  return Array.from({ length: 20 }, () => ({
    ...randomCall({ projectId: world.projectId, random, fromMs, toMs: fromMs + DAY_MS }),
    environmentId,
  }));
}

const count = async (from: string): Promise<number> => {
  const { rows } = await world.storage.query<{ n: number }>(`select count(*)::int n from ${from}`);
  return rows[0]?.n ?? -1;
};

test('partitions are made from yesterday to seven days ahead, and making them again is harmless', async () => {
  const job = createPartitionJob({ storage: world.storage, now: () => NOW });
  await Promise.all([job.run(new AbortController().signal), job.run(new AbortController().signal)]);
  const days = Array.from({ length: 9 }, (_, index) => dayOf(NOW.getTime() + (index - 1) * DAY_MS));
  for (const parent of ['call', 'endpoint_minute', 'consumer_minute', 'caller_hour']) {
    expect(await partitionsOf(parent)).toEqual(days);
  }
});

test('a day that a reader holds is made as soon as the reader lets go', async () => {
  const { storage } = world;
  const day = daysBack(9);
  const blocked = storage.transaction(async (tx) => {
    await tx.query('lock table call in share row exclusive mode');
    await tx.query('select pg_sleep(0.8)');
  });
  await new Promise((resolve) => setImmediate(resolve));
  await ensurePartitionsFor(storage, [day], NOW);
  await blocked;
  expect(await partitionsOf('call')).toContain(day);
});

test('late calls make their day; tiers take only what their retention still reaches', async () => {
  const { storage, projectId, store } = world;
  for (const daysAgo of [0, 1, 5, 20]) await store(callsOn(daysAgo, 1), NOW);
  while ((await compactProject(storage, projectId, NOW)).moved > 0);
  expect(await partitionsOf('call')).toContain(daysBack(20));
  expect(await partitionsOf('endpoint_minute')).not.toContain(daysBack(20));
  expect(await count(`endpoint_minute where at < '${daysBack(6)}'`)).toBe(0);
  expect(await count(`consumer_minute where at < '${daysBack(3)}'`)).toBe(0);
  expect(await count(`consumer_caller_hour where at < '${daysBack(3)}'`)).toBe(0);
  expect(await count(`endpoint_hour where at < '${daysBack(19)}'`)).toBeGreaterThan(0);
});

test('a rollup goes on with a day of a tier that another worker has dropped meanwhile', async () => {
  const { appUrl, storage, projectId, store } = world;
  const other = connect({ url: appUrl, max: 1, applicationName: 'other', onIdleError: () => undefined });
  await dropPartition(other, { parent: 'endpoint_minute', day: daysBack(5) });
  await other.close();
  await store(callsOn(5, 1), NOW);
  expect(await compactProject(storage, projectId, NOW)).toMatchObject({ moved: 1 });
  expect(await count(`endpoint_minute where at < '${daysBack(4)}'`)).toBeGreaterThan(0);
});

test('rollups write no minutes that the project does not keep', async () => {
  const { storage, projectId, store } = world;
  await storage.query('update project set minute_days = 2 where id = $1', [projectId]);
  await store(callsOn(6, 1), NOW);
  expect(await compactProject(storage, projectId, NOW)).toMatchObject({ moved: 1 });
  await storage.query('update project set minute_days = 15 where id = $1', [projectId]);
  expect(await count(`endpoint_minute where at < '${daysBack(5)}'`)).toBe(0);
  expect(await count(`endpoint_hour where at < '${daysBack(5)}' and at >= '${daysBack(6)}'`)).toBeGreaterThan(0);
});

test('retention drops whole days, never one with calls of an archive; there the other calls go', async () => {
  const { storage, projectId, store } = world;
  const run = (now: Date) => retain(storage, now);
  await store([...callsOn(20, 1), ...callsOn(20, 3)], NOW);
  while ((await compactProject(storage, projectId, NOW)).moved > 0);
  await storage.query(
    `insert into ingest_batch (project_id, batch_id, received_at, digest, calls, keep, archived)
     select $1, decode(lpad(to_hex(n), 4, '0'), 'hex'), $2::timestamptz - n * interval '1 day', '', 0, n > 3, n = 5
     from generate_series(1, 5) n`,
    [projectId, NOW],
  );
  await run(NOW);
  expect(await count('ingest_batch')).toBe(4); // of one and two days, of an import and of an archive
  expect(await count(`call where finished_at < '${daysBack(19)}'`)).toBe(60);

  const later = new Date(NOW.getTime() + 20 * DAY_MS);
  await run(later);
  const left = await partitionsOf('call');
  expect(left).toContain(daysBack(20));
  expect(left).toContain(daysBack(5));
  expect(await count(`call where finished_at < '${daysBack(19)}'`)).toBe(20);
  expect(await count(`call where finished_at < '${daysBack(19)}' and environment_id = 3`)).toBe(20);
  expect(await count(`caller_day where day = '${daysBack(20)}' and environment_id = 1`)).toBe(0);
  expect(await count(`caller_day where day = '${daysBack(20)}' and environment_id = 3`)).toBeGreaterThan(0);
  expect(await partitionsOf('endpoint_minute')).not.toContain(daysBack(1));

  await run(new Date(NOW.getTime() + 40 * DAY_MS));
  expect((await partitionsOf('call')).filter((day) => day < daysBack(-8))).toEqual([daysBack(20)]);

  await run(LONG_AFTER);
  expect(await count('ingest_batch')).toBe(1); // the archive's
  expect(await count('endpoint_hour where environment_id = 1')).toBe(0);
  expect(await count('endpoint_hour where environment_id = 3')).toBeGreaterThan(0);
  expect(await count('endpoint_day where environment_id = 1')).toBeGreaterThan(0);
});

test('a day of an archive is not locked to find that out, and an archived call that waits for its rollup keeps its day', async () => {
  const { storage, store } = world;
  await storage.transaction(async (tx) => {
    await tx.query(`lock table call_${daysBack(20).replaceAll('-', '')} in access share mode`); // as a long read does
    await retain(storage, LONG_AFTER);
  });
  await store(callsOn(25, 3), NOW);
  await store(callsOn(26, 1), NOW);
  await retain(storage, LONG_AFTER);
  expect((await partitionsOf('call')).filter((day) => day < daysBack(-8))).toEqual([daysBack(25), daysBack(20)]);
});

test('a day that a project keeps since the run began, being made or kept longer meanwhile, is not dropped', async () => {
  const { storage, store, projectId } = world;
  const day = daysBack(27);
  await store(callsOn(27, 1), NOW);
  const { rows } = await storage.query<{ days: number }>('select retention_days as days from project where id = $1', [
    projectId,
  ]);
  const days = rows[0]?.days ?? 0;
  const waiting = () => Promise.resolve(new Set<string>());
  expect(await dropCallDay(storage, day, { waiting, longest: days - 1 })).toBe(false);
  expect(await partitionsOf('call')).toContain(day);
  expect(await dropCallDay(storage, day, { waiting, longest: days })).toBe(true);
  expect(await partitionsOf('call')).not.toContain(day);
});

test('calls that come into an expired day later, since it was kept again meanwhile, go like those before', async () => {
  const { storage, store } = world;
  const job = createRetentionJob({ storage, now: () => LONG_AFTER, log });
  for (let round = 0; round < 2; round++) {
    await store(callsOn(20, 1), NOW);
    await job.run(new AbortController().signal);
    expect(await count('call where environment_id = 1')).toBe(0);
  }
  expect(await count(`call where finished_at < '${daysBack(19)}'`)).toBeGreaterThan(0); // the archive's
});

test('a day that cannot be dropped and a table that fails are told of and hold up nothing else', async () => {
  const { storage, projectId, store } = world;
  await store(callsOn(30, 1), NOW);
  while ((await compactProject(storage, projectId, NOW)).moved > 0);
  const heard: object[] = [];
  const told = { ...log, error: (fields: object) => heard.push(fields) };
  const cut = {
    ...storage,
    transaction: () => Promise.reject(new Error('no lock is to be had')),
    query: (text: string, values?: readonly unknown[]) =>
      text.includes('delete from endpoint_hour')
        ? Promise.reject(new Error('out of time'))
        : storage.query(text, values),
  } as Storage;
  await expect(retain(cut, LONG_AFTER, told)).rejects.toThrow(/of the retention failed/);
  expect(heard).toContainEqual(expect.objectContaining({ table: 'call', day: daysBack(30) }));
  expect(heard).toContainEqual(expect.objectContaining({ projectId }));
  expect(await count('consumer_hour where environment_id = 1')).toBe(0);
  await retain(storage, LONG_AFTER);
  expect(await partitionsOf('call')).not.toContain(daysBack(30));
});
