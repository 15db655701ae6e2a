import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { childEnv } from '../../scripts/start/child-env.mjs';

const PGBOUNCER = ['/usr/sbin/pgbouncer', '/usr/local/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'].find(existsSync);
/** All that works on the database of the tests; the others start an instance, and with it a database, of their own. */
const FOLDERS = [
  'alerting',
  'analytics',
  'detection',
  'explorer',
  'http',
  'identity',
  'import',
  'ingest/',
  'lifecycle',
];
const SUITES = [
  ...FOLDERS,
  'naming',
  'notify',
  'rates',
  'docs/exports',
  'docs/json',
  'docs/recordings',
  'storage-catalog',
];
const TIMEOUT_MS = 2_700_000;

test.skipIf(!PGBOUNCER)(
  'the integration suite passes behind pgbouncer in transaction mode',
  async () => {
    const root = path.resolve(import.meta.dirname, '../..');
    const files = SUITES.map((name) => `tests/integration/${name}`);
    const args = ['run', '--project', 'integration', '--reporter=dot', ...files];
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
      cwd: root,
      env: childEnv({ ...inherited, CALLWATCH_TEST_POOLER: PGBOUNCER }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    const [code] = await once(child, 'close');
    expect({ code, failed: code === 0 ? '' : output.slice(-20_000) }).toEqual({ code: 0, failed: '' });
    expect(stripVTControlCharacters(output)).toMatch(/Test Files\s+\d+ passed/);
  },
  TIMEOUT_MS,
);
