import { setTimeout as pause } from 'node:timers/promises';
import { quantile } from '../support/quantile';
import { copyFiles, emptyTables, exportCalls } from './copy';
import { createManyRows } from './create-many';
import { nextRouteCalls } from './next-route';
import { postBatches } from './post';
import { openWorld, type World } from './world';

const ROUNDS = 3;
/** The first million calls run in code that is not compiled yet; the last round's rows go into the files. */
const WARM_ROUNDS = 3;
const BATCHES = 300;
const CALLS = 1_000;
const CONNECTIONS = 16;
const ROLLUP_BATCHES = 900;
/** The worker works every few seconds: what is folded this soon after the last post was kept pace with. */
const PACE_MS = 5_000;

const median = (values: readonly number[]): number => quantile(values, 0.5);
const perSecond = (count: number, ms: number): number => (count / ms) * 1_000;

async function postRound(world: World, url: string, order: { batches: number; seed: number }): Promise<number> {
  await emptyTables(world.admin);
  const { key } = world;
  const result = await postBatches({ url, key, ...order, callsPerBatch: CALLS, connections: CONNECTIONS, gzip: true });
  return perSecond(result.accepted, result.elapsedMs);
}

async function pendingBlobs({ admin }: World): Promise<number> {
  const { rows } = await admin.query<{ count: string }>('select count(*) from call_pending');
  return Number(rows[0]?.count ?? 0);
}

/** Calls a second while the worker folds; when it falls behind, until it has caught up. */
async function withRollups(world: World, url: string): Promise<number> {
  const worker = await world.start('worker');
  try {
    await emptyTables(world.admin);
    const order = { callsPerBatch: CALLS, connections: CONNECTIONS, gzip: true, batches: ROLLUP_BATCHES, seed: 21 };
    const { accepted, elapsedMs } = await postBatches({ url, key: world.key, ...order });
    const postedAt = performance.now();
    while ((await pendingBlobs(world)) > 0) await pause(50);
    const behindMs = Math.max(0, performance.now() - postedAt - PACE_MS);
    return perSecond(accepted, elapsedMs + behindMs);
  } finally {
    await worker.stop();
  }
}

async function oneCallPosts(world: World, url: string): Promise<number> {
  await emptyTables(world.admin);
  const order = { batches: 20_000, callsPerBatch: 1, connections: 64, gzip: false, seed: 41 };
  const result = await postBatches({ url, key: world.key, ...order });
  return perSecond(result.accepted, result.elapsedMs);
}

/** Rounds of the server's own COPY, COPY without indexes, and HTTP → COMMIT of the same calls, side by side. */
async function compareWithCopy(world: World, url: string) {
  for (let round = 0; round < WARM_ROUNDS; round += 1)
    await postRound(world, url, { batches: BATCHES, seed: 91 + round });
  const files = await exportCalls(world);
  const rounds: { copy: number; bare: number; calls: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const copy = await copyFiles(world, { table: 'call', ...files });
    const calls = await postRound(world, url, { batches: BATCHES, seed: 2 + round });
    const bare = await copyFiles(world, { table: 'call_bare', ...files });
    rounds.push({ copy, bare, calls });
  }
  return {
    copyRowsPerSecond: median(rounds.map(({ copy }) => copy)),
    copyBareRowsPerSecond: median(rounds.map(({ bare }) => bare)),
    callsPerSecond: median(rounds.map(({ calls }) => calls)),
    ratioToCopy: median(rounds.map(({ calls, copy }) => calls / copy)),
  };
}

function print(figures: Record<string, number | string>, write: (line: string) => void): void {
  for (const [name, value] of Object.entries(figures)) {
    const text =
      typeof value === 'string' ? value : value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
    write(`${name.padEnd(28)}${text.padStart(12)}`);
  }
}

/** HTTP → COMMIT of 1,000-call batches beside the database's own COPY, createMany and a Next route, in one run. */
export async function runIngest(write: (line: string) => void): Promise<Record<string, number | string>> {
  const world = await openWorld();
  try {
    const server = await world.start('ingest');
    const compared = await compareWithCopy(world, server.url);
    const rollups = await withRollups(world, server.url);
    const posts = await oneCallPosts(world, server.url);
    await server.stop();
    const createMany = await createManyRows(world);
    const nextRoute = await nextRouteCalls(world, { batches: BATCHES, connections: CONNECTIONS });
    const figures = {
      ...compared,
      callsPerSecondWithRollups: rollups,
      ratioToCopyWithRollups: rollups / compared.copyRowsPerSecond,
      createManyRowsPerSecond: createMany,
      ratioToCreateMany: compared.callsPerSecond / createMany,
      oneCallPostsPerSecond: posts,
      nextRouteCallsPerSecond: nextRoute,
      ratioToNextRoute: compared.callsPerSecond / nextRoute,
      table: 'call',
    };
    print(figures, write);
    return Object.fromEntries(
      Object.entries(figures).map(([name, value]) => [
        name,
        typeof value === 'number' ? Number(value.toPrecision(4)) : value,
      ]),
    );
  } finally {
    await world.close();
  }
}
