import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { startIngest } from '../ingest/harness';
import { followed } from './followed';
import { logTime } from './log-fixture';
import { runImport, scratchFolder, startImport } from './run-import';

const MINUTE_MS = 60_000;
const startMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 60 * MINUTE_MS;
/** Lines of one second each, as a balancer asks each of its hosts. */
const lines = (paths: readonly string[]): string =>
  paths
    .map((url, at) => `10.0.0.9 - - [${logTime(startMs + at * 1_000)}] "GET ${url} HTTP/1.1" 200 2 "-" "c"\n`)
    .join('');
const pages = (name: string, count: number): string[] => Array.from({ length: count }, (_, at) => `/${name}/p${at}`);

// where lines come from
it('tells the same text of two hosts apart, and the same source twice changes nothing', async () => {
  const world = await startIngest();
  const input = lines(['/health', '/health', '/health']);
  const to = (source: string): string[] => ['--key', world.ingestKey, '--url', world.url, '--source', source, '-'];
  expect((await runImport(to('web-1'), { input })).counts).toMatchObject({ accepted: 3, duplicate: 0 });
  expect((await runImport(to('web-2'), { input })).counts).toMatchObject({ accepted: 3, duplicate: 0 });
  expect((await runImport(to('web-1'), { input })).counts).toMatchObject({ accepted: 0, duplicate: 3 });
  expect(await world.count('select count(*) from call')).toBe(6);
});

it('is the log on its host when it is followed, and is told; a lost position sends nothing twice', async () => {
  const { world, log, args, importing, reaches, follow } = await followed();
  const other = path.join(scratchFolder(), 'access.log');
  for (const file of [log, other]) writeFileSync(file, lines(['/health', '/health']));
  const first = await follow();
  await reaches(2);
  const { stderr } = await first.stop('SIGTERM');
  expect(stderr).toContain(`source "${importing.at(-1)}"`);
  const second = await startImport([...args.slice(0, -1), other]);
  await reaches(4);
  await second.stop('SIGTERM');
  expect((await runImport([...importing, log])).counts).toMatchObject({ accepted: 0, duplicate: 2 });
  expect(await world.count('select count(*) from call')).toBe(4);
});

// files that begin alike
it('keeps a file apart that is shorter than what it shares its first lines with, also when it grows later', async () => {
  const world = await startIngest();
  const to = ['--key', world.ingestKey, '--url', world.url, '-'];
  const input = (...paths: string[]): { input: string } => ({ input: lines(['/health', ...paths]) });
  expect((await runImport(to, input(...pages('a', 50)))).counts.accepted).toBe(51);
  expect((await runImport(to, input(...pages('b', 2)))).counts).toMatchObject({ accepted: 3, duplicate: 0 });
  expect((await runImport(to, input(...pages('b', 2)))).counts).toMatchObject({ accepted: 0, duplicate: 3 });
  expect((await runImport(to, input(...pages('b', 12)))).counts).toMatchObject({ accepted: 10, duplicate: 3 });
  expect((await runImport(to, input(...pages('c', 3)))).counts).toMatchObject({ accepted: 4, duplicate: 0 });
  expect((await runImport(to, input())).counts).toMatchObject({ accepted: 1, duplicate: 0 });
  expect((await runImport(to, input())).counts).toMatchObject({ accepted: 0, duplicate: 1 });
  expect(await world.count('select count(*) from call')).toBe(51 + 13 + 4 + 1);
});
