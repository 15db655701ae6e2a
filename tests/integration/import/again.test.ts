import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { startIngest, type IngestWorld } from '../ingest/harness';
import { between, forward } from './between';
import { siteLog, textOf, type LogLine } from './log-fixture';
import { runImport, scratchFolder } from './run-import';

const HOUR_MS = 3_600_000;
const recent = (lines: number, seed = 7): LogLine[] =>
  siteLog(lines, { seed, fromMs: Date.now() - 20 * HOUR_MS, toMs: Date.now() - HOUR_MS });
const callsIn = (lines: readonly LogLine[]): number => lines.filter(({ call }) => call !== null).length;
const stored = (world: IngestWorld): Promise<number> => world.count('select count(*) from call');
const to = (world: IngestWorld, ...files: string[]): string[] => [
  '--key',
  world.ingestKey,
  '--url',
  world.url,
  ...files,
];

// a file that is imported again
it('adds only its new lines after it has grown, however often, and nothing when it has not', async () => {
  const world = await startIngest();
  const log = recent(6_000);
  const file = path.join(scratchFolder(), 'access.log');
  writeFileSync(file, '');
  let written = 0;
  for (const until of [300, 301, 1_200, 5_400, 6_000]) {
    appendFileSync(file, textOf(log.slice(written, until)));
    const grown = await runImport(to(world, file));
    expect(grown.counts).toMatchObject({ read: until, accepted: callsIn(log.slice(written, until)) });
    written = until;
    expect(await stored(world)).toBe(callsIn(log.slice(0, until)));
  }
  const again = await runImport(to(world, file));
  expect(again.counts).toMatchObject({ read: 6_000, accepted: 0, duplicate: callsIn(log) });
  expect(await stored(world)).toBe(callsIn(log));
});

it('is the same file when it was moved, compressed or piped; a line that is in it twice is two calls', async () => {
  const world = await startIngest();
  const log = recent(40);
  const text = textOf([...log, ...log]);
  const archive = path.join(scratchFolder(), 'access.log.2.gz');
  writeFileSync(archive, gzipSync(text));
  expect((await runImport(to(world, archive))).counts.accepted).toBe(2 * callsIn(log));
  for (const input of [text, gzipSync(text)]) {
    expect((await runImport(to(world, '-'), { input })).counts).toMatchObject({
      accepted: 0,
      duplicate: 2 * callsIn(log),
    });
  }
  expect(await stored(world)).toBe(2 * callsIn(log));
});

it('is another file when it only begins alike, and both may be imported again', async () => {
  const world = await startIngest();
  const [first, ...rest] = recent(30).filter(({ call }) => call !== null);
  const other = recent(60, 8).filter(({ call }) => call !== null);
  const folder = scratchFolder();
  const files = ['a.log', 'b.log'].map((name) => path.join(folder, name));
  const lines = [first ? [first, ...rest] : [], first ? [first, ...other] : []];
  files.forEach((file, at) => writeFileSync(file, textOf(lines[at] ?? [])));
  const calls = 2 + rest.length + other.length;
  expect((await runImport(to(world, ...files))).counts).toMatchObject({ accepted: calls, duplicate: 0 });
  expect((await runImport(to(world, ...files))).counts).toMatchObject({ accepted: 0, duplicate: calls });
  expect(await stored(world)).toBe(calls);
});

it('keeps its last line when that had not been ended yet', async () => {
  const world = await startIngest();
  const log = recent(20).filter(({ call }) => call !== null);
  const file = path.join(scratchFolder(), 'access.log');
  writeFileSync(file, textOf(log.slice(0, 10)).trimEnd());
  await runImport(to(world, file));
  appendFileSync(file, `\n${textOf(log.slice(10))}`);
  expect((await runImport(to(world, file))).counts.duplicate).toBe(10);
  expect(await stored(world)).toBe(log.length);
});

it('is sent again with the same ids while the server is busy or loses answers, and is stored once', async () => {
  const world = await startIngest();
  const log = recent(6_000);
  const url = await between(async (request, response, post) => {
    const answer = post % 4 === 1 ? null : await forward(world, request);
    if (!answer) response.writeHead(post === 1 ? 429 : 503, { 'retry-after': '1' }).end();
    else if (post % 4 === 3)
      response.destroy(); // stored, but nobody hears of it
    else response.writeHead(answer.status).end(await answer.text());
  });
  const { counts, stderr, code } = await runImport(['--key', world.ingestKey, '--url', url, '-'], {
    input: textOf(log),
  });
  expect(stderr).toContain('waiting: ');
  expect(code).toBe(0);
  expect(counts.accepted + counts.duplicate).toBe(callsIn(log));
  expect(await stored(world)).toBe(callsIn(log));
});

it('can be stopped in the middle and run again', async () => {
  const world = await startIngest();
  const log = recent(12_000);
  const file = path.join(scratchFolder(), 'access.log');
  writeFileSync(file, textOf(log));
  let stop = (): void => undefined;
  const url = await between(async (request, response, post) => {
    const answer = await forward(world, request);
    if (post === 2)
      stop(); // stored, and interrupted before the answer
    else response.writeHead(answer.status).end(await answer.text());
  });
  const stopped = await runImport(['--key', world.ingestKey, '--url', url, file], {
    started: (child) => (stop = () => void child.kill('SIGINT')),
  });
  expect(stopped.code).toBe(130);
  expect(stopped.counts.accepted).toBeGreaterThan(0);
  expect(await stored(world)).toBeLessThan(callsIn(log));
  expect((await runImport(to(world, file))).code).toBe(0);
  expect(await stored(world)).toBe(callsIn(log));
});
