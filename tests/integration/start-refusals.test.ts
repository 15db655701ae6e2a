import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryDataFolder } from '../support/data-folder';
import { freePort, startCallwatch } from '../support';
import { launch } from '../support/launcher';

/** Runs a start that must fail, and gives its only line on stderr. */
async function refusal(env: Record<string, string>, dataDir = temporaryDataFolder()): Promise<string> {
  const port = String(await freePort());
  const { code, stderr } = await launch({ dataDir, env: { PORT: port, CALLWATCH_ROLES: 'ingest,worker', ...env } })
    .exited;
  expect(code).toBe(1);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  return stderr.trim();
}

test('a second instance on the same data folder is refused', async () => {
  const dataDir = temporaryDataFolder();
  const first = await startCallwatch({ dataDir, env: { CALLWATCH_ROLES: 'ingest,worker' } });
  onTestFinished(() => first.stop());
  expect(await refusal({}, dataDir)).toBe(
    `callwatch: another instance (process ${first.child.pid}) already runs on the data folder ${dataDir}`,
  );
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
});

test('a taken port is refused', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  expect(await refusal({ PORT: port })).toBe(
    `callwatch: port ${port} on 127.0.0.1 is taken: stop the other program or set PORT`,
  );
});

test('a database of one’s own needs a secret of one’s own', async () => {
  expect(await refusal({ DATABASE_URL: 'postgresql://app@127.0.0.1:1/x', CALLWATCH_SECRET: '' })).toMatch(
    /^callwatch: CALLWATCH_SECRET is not set/,
  );
});

test('an unreachable database is named, without its password', async () => {
  const port = await freePort();
  const line = await refusal({
    DATABASE_URL: `postgresql://app:hunter2@127.0.0.1:${port}/x`,
    CALLWATCH_SECRET: 's'.repeat(32),
  });
  expect(line).toMatch(`callwatch: cannot connect to the database of DATABASE_URL (127.0.0.1:${port}): `);
  expect(line).toContain('ECONNREFUSED');
  expect(line).not.toContain('hunter2');
});

test.each([
  ['PORT', '99999'],
  ['PORT', 'http'],
  ['HOST', '203.0.113.7'],
  ['DATABASE_OWNER_URL', 'postgresql://owner@127.0.0.1/x'],
  ['DATABASE_DIRECT_URL', 'postgresql://app@127.0.0.1/x'],
  ['CALLWATCH_URL', 'ftp://example.org'],
  ['CALLWATCH_SECRET', 'short'],
  ['CALLWATCH_DATA_DIR', '/proc/callwatch'],
  ['CALLWATCH_DATA_DIR', '/dev/null/callwatch'],
  ['SMTP_URL', 'mail.example.org'],
  ['MAIL_FROM', 'nope'],
  ['CALLWATCH_OUTBOUND_ALLOW', '10.0.0.0/8, intranet'],
  ['CALLWATCH_TRUSTED_PROXIES', '999.0.0.1'],
  ['CALLWATCH_TRUSTED_PROXIES', '1.2.3'],
  ['CALLWATCH_ROLES', 'web,cook'],
])('%s=%s stops the start with a line that names the setting', async (name, value) => {
  expect(await refusal({ [name]: value })).toMatch(new RegExp(`^callwatch: ${name}\\b`));
});
