import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../../../lib/access';
import { callHistogramInput, getCallHistogram } from '../../../lib/analytics';
import { describeExport, exportCallsInput } from '../../../lib/explorer';
import { previewStorage } from '../../../lib/projects';
import { foldWaiting } from '../../../lib/rollups';
import { findProject, type CallRow } from '../../../lib/storage';
import { createRetentionJob } from '../../../worker/jobs/retention';
import { createCallsWorld, randomCall, seededRandom, type CallsWorld } from '../../support/stored-calls';

const DAY_MS = 86_400_000;
const NOW = new Date('2026-11-24T14:32:00Z');
const CUT = new Date('2026-11-21T00:00:00Z'); // three days are kept
const FIRST = new Date('2026-11-16T00:00:00Z');

let world: CallsWorld;
const random = seededRandom(11);
const calls = (count: number, fromMs: number, toMs: number): CallRow[] =>
  Array.from({ length: count }, () => ({
    ...randomCall({ projectId: world.projectId, random, fromMs, toMs }),
    environmentId: 1,
  }));

let old: CallRow[];
beforeAll(async () => {
  world = await createCallsWorld();
  old = calls(500, FIRST.getTime(), CUT.getTime());
  await world.store([...old, ...calls(200, CUT.getTime(), NOW.getTime() - 60_000)], NOW);
});
afterAll(() => world.close());

const count = async (sql: string): Promise<number> =>
  (await world.storage.query<{ n: number }>(`select (${sql})::int as n`)).rows[0]?.n ?? 0;

/** As the project is by now. */
async function context(): Promise<Context> {
  const ctx = world.context(NOW);
  const row = await findProject(world.storage, world.projectId);
  if (!ctx.project || !row) throw new Error('the world has no project');
  const { callsSince, retentionDays } = row;
  return { ...ctx, project: { ...ctx.project, callsSince, retentionDays } };
}

test('what a shorter retention deletes is told though no rollup holds it yet', async () => {
  expect(await count('select count(*) from call_pending')).toBe(1);
  const shorter = { projectId: world.projectId, calls: 3 };
  const { deletes } = await previewStorage(await context(), shorter, foldWaiting);
  expect(deletes).toEqual([{ tier: 'calls', rows: 500, before: CUT.toISOString() }]);
});

test('calls that no rollup holds yet are folded before they go, and how far is noted: their sums stay for good', async () => {
  const { storage, projectId } = world;
  const late = calls(40, FIRST.getTime(), CUT.getTime());
  await world.store(late, NOW);
  old.push(...late);
  await storage.query('update project set retention_days = 3 where id = $1', [projectId]);
  const log = { info: () => undefined, error: () => undefined };
  await createRetentionJob({ storage, now: () => NOW, log }).run(new AbortController().signal);
  expect(await count(`select count(*) from call where finished_at < '${CUT.toISOString()}'`)).toBe(0);
  const sums = `select sum(calls) from endpoint_day where endpoint_id = 0 and at < '${CUT.toISOString()}'`;
  expect(await count(sums)).toBe(old.length);
  expect((await findProject(storage, projectId))?.callsSince).toEqual(CUT);
});

test('kept for longer again, an export tells the calls that are there, and steps whose calls are gone are left open', async () => {
  const { storage, projectId } = world;
  await storage.query('update project set retention_days = 30 where id = $1', [projectId]);
  const tenth = Date.parse('2026-11-19T10:00:00Z');
  await world.store(calls(7, tenth, tenth + 1_000), NOW);
  const ctx = await context();
  const range = { projectId: String(projectId), from: FIRST.toISOString(), to: NOW.toISOString() };
  const kept = await count('select count(*) from call');
  expect(kept).toBe(207);
  for (const more of [{}, { status: '>=100' }, { durationMs: ['>=0', '-'] }]) {
    const head = await describeExport(ctx, exportCallsInput.parse({ ...range, ...more, format: 'csv' }));
    expect(head).toMatchObject({ calls: kept, allCounted: true });
  }
  const asked = callHistogramInput.parse({ ...range, step: String(DAY_MS / 1_000), durationMs: ['>=0', '-'] });
  const { points } = await getCallHistogram(ctx, asked);
  expect(points.slice(0, 5).map((point) => point.calls)).toEqual([null, null, null, 7, null]);
  expect(points.slice(5).map((point) => point.calls)).not.toContain(null);
});
