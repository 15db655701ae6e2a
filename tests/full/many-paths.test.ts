import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../lib/storage';
import { readConnection } from '../../scripts/start/data-folder.mjs';
import { SECRET } from '../integration/ingest/harness';
import { startCallwatch } from '../support';
import { temporaryDataFolder } from '../support/data-folder';
import { makeKey } from '../support/instance-calls';
import { residentBytes, serverOf } from '../support/processes';
import { seededRandom } from '../support/stored-calls';

const CALLS = 1_000_000;
const BATCH = 10_000;
const MOST_ENDPOINTS = 2_001;
const random = seededRandom(11);
const word = (): string => Math.floor(random() * 2 ** 32).toString(36);

/** Every second call names its path as its route, as APIs do that know no templates. */
function batch(finishedAt: number): Buffer {
  const calls = Array.from({ length: BATCH }, (_, at) => {
    const path = `/${word()}/${word()}`;
    return { finishedAt, method: 'GET', [at % 2 ? 'route' : 'path']: path, status: 200, durationMs: 3 };
  });
  return gzipSync(JSON.stringify({ calls }), { level: 1 });
}

test('a million random paths come to 2,001 endpoints at most, with one warning and flat memory', async () => {
  const dataDir = temporaryDataFolder();
  const env = { CALLWATCH_ROLES: 'ingest', CALLWATCH_SECRET: SECRET };
  const { url, output, stop } = await startCallwatch({ dataDir, env });
  onTestFinished(stop);
  const authorization = `Bearer ${await makeKey(dataDir)}`;
  const appUrl = readConnection(dataDir)?.appUrl ?? '';
  const storage = connect({ url: appUrl, max: 1, applicationName: 'test', onIdleError: () => undefined });
  onTestFinished(() => storage.close());
  await storage.query('update project set quota_per_minute = 100000000');
  const pid = serverOf(dataDir);
  const resident = { most: 0, least: Infinity };

  for (let sent = 0; sent < CALLS; sent += BATCH) {
    const body = new Uint8Array(batch(Date.now() - 1_000));
    const answer = await fetch(`${url}/api/v1/calls`, {
      method: 'POST',
      headers: { authorization, 'content-encoding': 'gzip' },
      body,
    });
    expect([answer.status, await answer.json()]).toMatchObject([202, { accepted: BATCH }]);
    // memory goes up until the collector comes by: what it leaves at last is compared with the most of the first half
    const bytes = residentBytes(pid);
    if (sent < CALLS / 2) resident.most = Math.max(resident.most, bytes);
    if (sent >= 0.75 * CALLS) resident.least = Math.min(resident.least, bytes);
  }

  const { rows } = await storage.query<Record<string, number>>(
    'select (select count(*) from endpoint)::int as endpoints, (select count(*) from call)::int as calls',
  );
  expect(rows[0]?.['calls']).toBe(CALLS);
  expect(rows[0]?.['endpoints']).toBeLessThanOrEqual(MOST_ENDPOINTS);
  expect(output().match(/bound reached/g)).toHaveLength(1);
  expect(resident.least).toBeLessThan(resident.most * 1.15);
});
