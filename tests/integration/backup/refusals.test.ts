import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeArchive } from '../../../scripts/backup/write-archive.mjs';
import { startCallwatch, waitFor, type RunningCallwatch } from '../../support';
import { openDatabase, resultOf, run, startCommand } from './support';
import { putTablesInto } from '../../support/data-folder';
import { makeTemporaryFolder } from '../../support/temporary-folder';

let world: { folder: string; dataDir: string; archive: string; running: RunningCallwatch; remove(): void };

beforeAll(async () => {
  const { folder, remove } = makeTemporaryFolder();
  const dataDir = path.join(folder, 'data');
  mkdirSync(dataDir);
  putTablesInto(dataDir);
  const running = await startCallwatch({ dataDir, env: { CALLWATCH_ROLES: 'ingest' } });
  const archive = path.join(folder, 'good.tar.gz');
  resultOf(await run('backup', dataDir, [archive]));
  world = { folder, dataDir, archive, running, remove };
});
afterAll(async () => {
  await world.running.stop();
  world.remove();
});

/** A command that must fail, and its only line on stderr. */
async function refusal(...args: Parameters<typeof run>): Promise<[code: number | null, line: string]> {
  const { code, stdout, stderr } = await run(...args);
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n')).toHaveLength(1);
  return [code, stderr.trim()];
}

const fresh = (name: string): string => path.join(world.folder, name);

/** A copy of the good archive, changed. */
function spoiled(name: string, change: (file: string) => void): string {
  const file = fresh(name);
  copyFileSync(world.archive, file);
  change(file);
  return file;
}

/** Of a run of zeros a single byte may say the same in another way. */
function flipBytes(file: string, from: number, count = 64): void {
  const bytes = readFileSync(file);
  for (let at = from; at < from + count; at += 1) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
}
/** The check sum of gzip is followed by four bytes of the length. */
const SUM_FROM_END = 8;

/** An archive of no files whose manifest says this. */
async function claiming(name: string, changes: object): Promise<string> {
  const file = fresh(name);
  const handle = await open(file, 'w');
  const about = {
    format: 1,
    callwatchVersion: '9.9.9',
    postgresVersion: '18.4',
    takenAt: new Date().toISOString(),
    migrations: [],
  };
  await writeArchive(handle, { about: { ...about, ...changes }, fill: () => Promise.resolve() });
  await handle.close();
  return file;
}

test.each([
  ['flipped in its middle', (file: string) => flipBytes(file, Math.floor(statSync(file).size / 2))],
  ['flipped in its check sum', (file: string) => flipBytes(file, statSync(file).size - SUM_FROM_END, 1)],
  ['cut short', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ['cut by its last byte', (file: string) => truncateSync(file, statSync(file).size - 1)],
  ['empty', (file: string) => truncateSync(file, 0)],
  ['no archive at all', (file: string) => writeFileSync(file, 'a letter')],
])('an archive that is %s is refused in one line, and nothing is written', async (what, change) => {
  const archive = spoiled(`${what.replaceAll(' ', '-')}.tar.gz`, change);
  const [code, line] = await refusal('restore', fresh('nowhere'), [archive]);
  expect(code).toBe(1);
  expect(line).toMatch(`restore: ${archive} is damaged`);
  expect(existsSync(fresh('nowhere'))).toBe(false);
});

test('an archive of another Postgres, or of a newer schema or format, is refused', async () => {
  const archives = await Promise.all([
    claiming('postgres.tar.gz', { postgresVersion: '17.2' }),
    claiming('schema.tar.gz', { migrations: ['20990101000000_what_comes'] }),
    claiming('format.tar.gz', { format: 2 }),
  ]);
  const refusals = await Promise.all(archives.map((archive) => refusal('restore', fresh('nowhere'), [archive])));
  expect(refusals).toEqual([
    [
      1,
      expect.stringMatching(/^restore: the archive is of Postgres 17, and this Callwatch \(\S+\) brings Postgres 18$/),
    ],
    [
      1,
      expect.stringMatching(
        /^restore: the archive has a newer schema \(Callwatch 9.9.9, migration 20990101000000_what_comes\)/,
      ),
    ],
    [1, expect.stringMatching(/^restore: the archive is of a newer Callwatch \(9.9.9\)/)],
  ]);
  expect(existsSync(fresh('nowhere'))).toBe(false);
});

test('a restore leaves a data folder in use alone, and one that holds an instance unless told to replace it', async () => {
  const { archive, dataDir, running } = world;
  const [code, line] = await refusal('restore', dataDir, [archive, '--replace']);
  expect([code, line]).toEqual([
    1,
    `restore: another instance (process ${running.child.pid}) already runs on the data folder ${dataDir}`,
  ]);
  const other = fresh('other');
  mkdirSync(other, { mode: 0o711 });
  writeFileSync(path.join(other, 'secret'), 'the old secret');
  expect(await refusal('restore', other, [archive])).toEqual([
    1,
    `restore: the data folder ${other} holds an instance: --replace moves it aside`,
  ]);
  const { replaced } = resultOf(await run('restore', other, [archive, '--replace']));
  const [aside] = Array.isArray(replaced) ? replaced.map(String) : [];
  expect(readFileSync(path.join(aside ?? '', 'secret'), 'utf8')).toBe('the old secret');
  expect(readFileSync(path.join(other, 'secret'), 'utf8')).toBe(readFileSync(path.join(dataDir, 'secret'), 'utf8'));
  expect(readdirSync(other).filter((name) => name === 'restoring' || name === 'lock')).toEqual([]);
});

test('a backup never replaces a file, and says where it cannot write', async () => {
  const { archive, dataDir, folder } = world;
  const before = readFileSync(archive);
  expect(await refusal('backup', dataDir, [archive])).toEqual([
    1,
    `backup: ${archive} exists already: a backup never replaces a file`,
  ]);
  expect(readFileSync(archive).equals(before)).toBe(true);
  expect(await refusal('backup', dataDir, [path.join(folder, 'no', 'such', 'x.tar.gz')])).toEqual([
    1,
    `backup: cannot write to the folder ${path.join(folder, 'no', 'such')} (ENOENT)`,
  ]);
  expect(await refusal('backup', fresh('empty'), [fresh('x.tar.gz')])).toEqual([
    1,
    `backup: there is no database in the data folder ${fresh('empty')}`,
  ]);
});

test('bad usage and a database of one’s own end with exit code 2', async () => {
  const { archive, dataDir } = world;
  const external = { DATABASE_URL: 'postgresql://app:hunter2@127.0.0.1:1/x' };
  for (const [name, args, env] of [
    ['backup', [], {}],
    ['backup', ['a', 'b'], {}],
    ['backup', ['a', '--fast'], {}],
    ['restore', [], {}],
    ['restore', [archive, '--force'], {}],
    ['backup', [fresh('x.tar.gz')], external],
    ['restore', [archive], external],
  ] as const) {
    const [code, line] = await refusal(name, dataDir, [...args], env);
    expect(code).toBe(2);
    expect(line).toMatch(env === external ? /DATABASE_URL is set.+pg_basebackup.+operating\.md/ : /: usage: npm run /);
    expect(line).not.toContain('hunter2');
  }
});

test('a backup that is killed leaves no file under its name, and the database unharmed', async () => {
  const { dataDir } = world;
  const target = fresh('killed.tar.gz');
  const { child, ended } = startCommand('backup', dataDir, [target]);
  const partial = `${target}.${child.pid}.partial`;
  await waitFor(() => (statSync(partial, { throwIfNoEntry: false })?.size ?? 0) > 0, {
    everyMs: 1,
    what: 'its first bytes',
  });
  child.kill('SIGKILL');
  await ended;
  expect(existsSync(target)).toBe(false);
  const storage = openDatabase(dataDir);
  await waitFor(async () => (await storage.query('select from pg_replication_slots')).rowCount === 0, {
    what: 'the end of its hold on the WAL',
  });
  await storage.close();
  expect((await fetch(`${world.running.url}/readyz`)).status).toBe(200);
  resultOf(await run('backup', dataDir, [target]));
});

test('a restore that is killed leaves no instance, and the next one is not in its way', async () => {
  const target = fresh('half');
  const { child, ended } = startCommand('restore', target, [world.archive]);
  const staged = path.join(target, 'postgres', 'data.restoring');
  await waitFor(() => existsSync(staged) && readdirSync(staged).length > 0, { everyMs: 1, what: 'its first files' });
  child.kill('SIGKILL');
  await ended;
  expect(existsSync(path.join(target, 'secret'))).toBe(false);
  const [code, line] = await refusal('backup', target, [fresh('half.tar.gz')]);
  expect([code, line]).toEqual([1, `backup: there is no database in the data folder ${target}`]);
  resultOf(await run('restore', target, [world.archive]));
  expect(existsSync(staged) || existsSync(path.join(target, 'restoring'))).toBe(false);
});

test('a backup that is told to stop leaves nothing', async () => {
  const { dataDir } = world;
  const target = path.join(fresh('stopped'), 'x.tar.gz');
  mkdirSync(path.dirname(target));
  const { child, ended } = startCommand('backup', dataDir, [target]);
  await waitFor(() => readdirSync(path.dirname(target)).length > 0, { everyMs: 1, what: 'its file' });
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 1, stderr: 'backup: stopped before it was complete\n' });
  expect(readdirSync(path.dirname(target))).toEqual([]);
});

test('with nothing running, a backup starts the database for as long as it takes; a folder gets a name by the time', async () => {
  const copy = fresh('at-rest');
  mkdirSync(copy, { mode: 0o711 });
  resultOf(await run('restore', copy, [world.archive]));
  const target = fresh('many');
  mkdirSync(target);
  const { file } = resultOf(await run('backup', copy, [target]));
  expect(file).toMatch(/many\/callwatch-\d{8}-\d{6}\.tar\.gz$/);
  expect(existsSync(path.join(copy, 'lock'))).toBe(false);
});
