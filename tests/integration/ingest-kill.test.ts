import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { connect, type Storage } from '../../lib/storage';
import { openEmbedded } from '../../scripts/database/open.mjs';
import { freePort, waitFor } from '../support';
import { migratedDataFolder } from '../support/data-folder';
import { bootstrapProject, SECRET } from './ingest/harness';
import type { Acknowledged, LoadOrder, Tried } from './ingest/kill/load';
import { buildBundles, killPostgres, stopPostgres, Supervised } from './ingest/kill/processes';

// KILLS="200,50 npx vitest run …" repeats what was promised; the default keeps the suite short
const [SERVER_KILLS = 10, POSTGRES_KILLS = 3] = (process.env.KILLS ?? '10,3').split(',').map(Number);
const SENDERS = 6;

/** The kinds of kill in a random order. */
function killOrder(): ('server' | 'postgres')[] {
  const kills = [
    ...Array<'server'>(SERVER_KILLS).fill('server'),
    ...Array<'postgres'>(POSTGRES_KILLS).fill('postgres'),
  ];
  return kills
    .map((kill) => [Math.random(), kill] as const)
    .sort(([a], [b]) => a - b)
    .map(([, kill]) => kill);
}

async function startWorld() {
  const dataDir = migratedDataFolder();
  const database = await openEmbedded({ dataDir });
  onTestFinished(() => stopPostgres(dataDir));
  const storage = connect({ url: database.appUrl, max: 4, applicationName: 'kill-test', onIdleError: () => undefined });
  onTestFinished(() => storage.close());
  const { ingestKey } = await bootstrapProject(storage);
  const bundles = await buildBundles();
  const port = await freePort();
  const common = {
    DATABASE_URL: database.appUrl,
    CALLWATCH_SECRET: SECRET,
    PORT: String(port),
    NODE_ENV: 'production',
  };
  const server = new Supervised(path.join(bundles.folder, 'server.js'), { ...common, CALLWATCH_ROLES: 'ingest' });
  const worker = new Supervised(path.join(bundles.folder, 'worker.js'), { ...common, CALLWATCH_ROLES: 'worker' });
  onTestFinished(async () => {
    await Promise.all([server.stop(), worker.stop()]);
    bundles.remove();
  });
  await Promise.all([server.start(), worker.start()]);
  return { dataDir, storage, server, worker, url: `http://127.0.0.1:${port}`, ingestKey };
}

function startLoad(order: LoadOrder) {
  const child = fork(path.join(import.meta.dirname, 'ingest/kill/load.ts'), { execArgv: ['--import', 'tsx'] });
  const unacknowledged: Tried[] = [];
  child.on('message', (tried: Tried) => unacknowledged.push(tried));
  child.send(order);
  onTestFinished(() => void child.kill());
  const stop = async (): Promise<void> => {
    const gone = once(child, 'exit');
    child.send('stop');
    await gone;
  };
  return { unacknowledged, stop };
}

const acknowledged = (file: string): Acknowledged[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Acknowledged);

async function storedByBatch(storage: Storage): Promise<Map<string, number>> {
  const { rows } = await storage.query<{ batch: string; calls: number }>(
    "select split_part(path, '/', 3) as batch, count(distinct path)::int as calls from call group by 1",
  );
  return new Map(rows.map(({ batch, calls }) => [batch, calls]));
}

it(
  'acknowledged means stored, once, whatever is killed',
  async () => {
    const { dataDir, storage, server, worker, url, ingestKey } = await startWorld();
    const ackFile = path.join(dataDir, 'acknowledged.ndjson');
    writeFileSync(ackFile, '');
    const load = startLoad({ url, key: ingestKey, ackFile, senders: SENDERS });
    const killsAtMs: number[] = [];
    for (const kill of killOrder()) {
      const goal = acknowledged(ackFile).length + 10;
      await waitFor(() => acknowledged(ackFile).length >= goal, { timeoutMs: 60_000, what: 'acknowledgements' });
      await pause(Math.random() * 200); // the moment of the kill is what is random here, not a wait for something
      killsAtMs.push(Date.now());
      if (kill === 'server') server.kill();
      else await killPostgres(dataDir);
      const known = acknowledged(ackFile).length;
      await waitFor(() => acknowledged(ackFile).length > known + SENDERS, { timeoutMs: 60_000, what: 'recovery' });
    }
    await load.stop();
    await waitFor(async () => Number((await storage.query('select count(*) from call_pending')).rows[0]?.count) === 0, {
      timeoutMs: 60_000,
      what: 'the end of the pending blobs',
    });
    await Promise.all([server.stop(), worker.stop()]);

    const stored = await storedByBatch(storage);
    const acks = acknowledged(ackFile);
    const lost = acks.filter(({ batchId, calls }) => stored.get(batchId) !== calls);
    const { rows } = await storage.query<Record<string, string>>(`
      select (select count(*) from call) as calls, (select count(distinct path) from call) as distinct_calls,
             (select sum(calls) from endpoint_minute where endpoint_id = 0) as minutes,
             (select sum(calls) from endpoint_hour where endpoint_id = 0) as hours,
             (select sum(calls) from endpoint_day where endpoint_id = 0) as days,
             (select sum(s4xx) from endpoint_day where endpoint_id = 0) as failed,
             (select count(*) from call where status = 404) as failed_calls,
             (select sum(calls) from consumer_day) as consumer_days`);
    const sums = rows[0] ?? {};
    expect(acks.length).toBeGreaterThan(0);
    expect(lost).toEqual([]);
    expect(sums['distinct_calls']).toBe(sums['calls']);
    expect(sums).toMatchObject({ minutes: sums['calls'], hours: sums['calls'], days: sums['calls'] });
    expect(sums['failed']).toBe(sums['failed_calls']);
    expect(sums['consumer_days']).toBe(sums['calls']);
    // sent before the kill and not answered by then: those whose answer was a refusal after it, too
    const tries: Tried[] = [...acks, ...load.unacknowledged];
    const cut = killsAtMs.filter((at) =>
      tries.some(({ sentAtMs, endedAtMs }) => sentAtMs !== null && sentAtMs < at && endedAtMs >= at),
    );
    expect(cut.length).toBeGreaterThanOrEqual(0.8 * killsAtMs.length);
  },
  60_000 + 30_000 * (SERVER_KILLS + POSTGRES_KILLS),
);
