import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeApiToken, makeIngestKey } from '../../../../lib/storage/secrets/access-key';
import { readOptions } from '../../../../scripts/import/read-options';

const folder = mkdtempSync(path.join(tmpdir(), 'callwatch-options-'));
writeFileSync(path.join(folder, 'access.log'), 'x\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = makeIngestKey('staging');
const env = { INIT_CWD: folder, CALLWATCH_DATA_DIR: folder };

// the options of an import
it('come from the command line, then from the environment; files are where the user stands', () => {
  expect(readOptions(['--key', key, '--keep', 'access.log', '-'], env)).toEqual({
    key,
    environment: 'archive',
    rowEnvironment: 'archive',
    keep: true,
    format: undefined,
    users: false,
    follow: null,
    source: '',
    url: 'http://127.0.0.1:3000',
    files: [
      { name: 'access.log', path: path.join(folder, 'access.log'), sizeBytes: 2 },
      { name: 'standard input', path: null, sizeBytes: null },
    ],
  });
  const settings = { ...env, CALLWATCH_KEY: key, CALLWATCH_URL: 'https://callwatch.test/' };
  expect(readOptions(['-'], settings)).toMatchObject({
    key,
    environment: 'staging',
    rowEnvironment: null,
    url: 'https://callwatch.test/',
  });
  expect(readOptions(['--url', 'http://other.test', '-'], settings).url).toBe('http://other.test');
  const log = path.join(folder, 'later.log');
  expect(readOptions(['--follow', 'later.log'], settings)).toMatchObject({
    files: [],
    follow: {
      name: 'later.log',
      log,
      statePath: `${log}.callwatch.json`,
      source: { name: `${hostname()}:${log}`, told: false },
    },
  });
  expect(readOptions(['--follow', 'later.log', '--state', 'at.json'], settings).follow?.statePath).toBe(
    path.join(folder, 'at.json'),
  );
  expect(readOptions(['--follow', '--source', 'web-1', 'later.log'], settings).follow?.source).toEqual({
    name: 'web-1',
    told: true,
  });
  expect(readOptions(['--source', 'web-1', '-'], settings).source).toBe('web-1');
  expect(readOptions(['--users', '-'], settings).users).toBe(true);
  expect(readOptions(['--format', 'caddy-json', '-'], settings).format).toBe('caddy-json');
});

it.each<[string[], RegExp]>([
  [['--key', key], /missing required argument/],
  [['-'], /--key or in CALLWATCH_KEY/],
  [['--key', makeApiToken(), '-'], /API token/],
  [['--key', key.slice(0, -1), '-'], /no ingest key/],
  [['--key', key, '--url', 'nowhere', '-'], /--url/],
  [['--key', key, '--url', 'ftp://a.test', '-'], /--url/],
  [['--key', key, '--url', 'http://ada:hunter2@a.test', '-'], /^--url: leave name and password out/],
  [['--key', key, '--url', 'http://ada@a.test', '-'], /^--url: leave name and password out/],
  [['--key', key, '--url', 'ada:hunter2@a.test', '-'], /^--url: this is no address/],
  [['--key', key, 'error.log'], /no file error.log/],
  [['--key', key, '.'], /folder/],
  [['--key', key, '--quiet', '-'], /unknown option/],
  [['--key', key, '--format', 'iis', '-'], /--format: "iis" is none of combined, /],
  [['--key', key, '-', '-'], /once/],
  [['--key', key, '--state', 'at.json', 'access.log'], /--state is for --follow/],
  [['--key', key, '--follow', 'access.log', 'other.log'], /one log/],
  [['--key', key, '--follow', '-'], /needs a file/],
  [['--key', key, '--follow', 'access.log.gz'], /compressed/],
  [['--key', key, '--follow', '.'], /folder/],
  [['--key', key, '--follow', 'nowhere/access.log'], /no folder/],
])('are refused when they are wrong: %j', (args, message) => {
  expect(() => readOptions(args, env)).toThrow(message);
});
