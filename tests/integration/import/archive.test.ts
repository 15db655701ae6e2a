import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { getEndpoints, getSeries, endpointsInput, seriesInput } from '../../../lib/analytics';
import { compactProject } from '../../../lib/rollups';
import type { Measure } from '../../../lib/shared';
import { startIngest, type IngestWorld } from '../ingest/harness';
import { contextOf } from '../ingest/context-of';
import { siteLog, textOf, type LogLine } from './log-fixture';
import { runImport, scratchFolder } from './run-import';

const FROM = '2015-05-01T00:00:00Z';
const TO = '2015-06-01T00:00:00Z';
const LINES = 6_000; // more than one block
const log = siteLog(LINES, {
  seed: 5,
  fromMs: Date.parse('2015-05-17T10:05:03Z'),
  toMs: Date.parse('2015-05-20T21:05:00Z'),
});
const calls = log.flatMap(({ call }) => call ?? []);

function recount(step: number, of: (call: NonNullable<LogLine['call']>) => number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const call of calls) {
    const at = new Date(Math.floor(call.atMs / 1_000 / step) * step * 1_000).toISOString();
    counts.set(at, (counts.get(at) ?? 0) + of(call));
  }
  return new Map([...counts].filter(([, count]) => count > 0));
}

async function series(world: IngestWorld, measure: Measure, step: number): Promise<Map<string, number | null>> {
  const input = seriesInput.parse({
    projectId: world.projectId,
    measure,
    from: FROM,
    to: TO,
    step: String(step),
    environment: 'archive',
  });
  const { points } = await getSeries(await contextOf(world, 'viewer'), input);
  return new Map(points.filter(({ value }) => value).map(({ at, value }) => [new Date(at).toISOString(), value]));
}

async function checkCounts(world: IngestWorld): Promise<void> {
  for (const step of [3_600, 86_400]) {
    expect(await series(world, 'calls', step)).toEqual(recount(step, () => 1));
    expect(await series(world, 'client_errors', step)).toEqual(recount(step, ({ status }) => Number(status === 404)));
    expect(await series(world, 'server_errors', step)).toEqual(recount(step, ({ status }) => Number(status === 500)));
    expect(await series(world, 'bytes_out', step)).toEqual(recount(step, ({ bytes }) => bytes));
  }
}

// an old log, imported with --keep
it('is counted by hour, day and status as the file is, before and after the rollups, and again it changes nothing', async () => {
  const world = await startIngest();
  const file = path.join(scratchFolder(), 'access.log');
  writeFileSync(file, textOf(log));
  const args = ['--key', world.ingestKey, '--url', world.url, '--keep', file];

  const first = await runImport(args);
  expect(first.stderr).toBe('');
  expect(first.code).toBe(0);
  expect(first.counts).toMatchObject({
    read: LINES,
    accepted: calls.length,
    duplicate: 0,
    rejected: LINES - calls.length,
  });
  const reasons = Object.values(first.counts.reasons).reduce((sum, count) => sum + count, 0);
  expect(reasons).toBe(LINES - calls.length);
  await checkCounts(world);

  while ((await compactProject(world.storage, world.projectId, new Date())).moved > 0);
  await checkCounts(world);

  await world.storage.query(`update ingest_batch set received_at = received_at - interval '90 days'`);
  const again = await runImport(args);
  expect(again.counts).toEqual({ ...first.counts, accepted: 0, duplicate: calls.length });
  expect(await world.count('select count(*) from call')).toBe(calls.length);
  await checkCounts(world);
});

it('folds into the endpoints that one would name; probes that were answered 404 count under __other__', async () => {
  const world = await startIngest();
  await runImport(['--key', world.ingestKey, '--url', world.url, '--keep', '-'], { input: textOf(log) });
  const input = endpointsInput.parse({ projectId: world.projectId, from: FROM, to: TO, environment: 'archive' });
  const { endpoints } = await getEndpoints(await contextOf(world, 'viewer'), input);
  const byRoute = Object.fromEntries(endpoints.map(({ route, calls: count }) => [route, count]));
  const ofPath = (test: RegExp): number => calls.filter((call) => test.test(call.path)).length;
  expect(byRoute).toEqual({
    '/': ofPath(/^\/$/),
    '/favicon.ico': ofPath(/^\/favicon.ico$/),
    '/blog/tags/:name': ofPath(/^\/blog\/tags/),
    '/blog/:year/:month/:day/:slug': ofPath(/^\/blog\/2015/),
    '/images/:file': ofPath(/^\/images/),
    '/users/:id': ofPath(/^\/users/),
    __other__: ofPath(/wp-login|etc\/passwd|config\.bak|AAAA/),
  });
  const total = endpoints.reduce((sum, { calls: count }) => sum + count, 0);
  expect(total).toBe(calls.length);
});
