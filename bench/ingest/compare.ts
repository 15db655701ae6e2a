import { setTimeout as pause } from 'node:timers/promises';
import { quantile } from '../support/quantile';
import { copyFiles, emptyTables, exportCalls, type CopyFiles } from './copy';
import { startNextRoute } from './next-route';
import { postBatches } from './post';
import type { World } from '../support/world';

/** What is compared takes turns; the median round counts. */
const ROUNDS = 5;
const LONG_ROUNDS = 3;
/** The first million calls run in code that is not compiled yet; the last round's rows go into the files. */
const WARM_ROUNDS = 3;
const BATCHES = { batches: 300, connections: 16, callsPerBatch: 1_000, gzip: true };
/** So many that what may still wait at their end is a small part of them. */
const MANY_BATCHES = { ...BATCHES, batches: 2_700 };
const ONE_CALL = { batches: 12_000, connections: 32, callsPerBatch: 1, gzip: false };
const ONE_CALL_AT_NEXT = { ...ONE_CALL, batches: 3_000 };
/** The handler that one writes first, see next-app. */
const ONE_CALL_AT_PLAIN = { ...ONE_CALL_AT_NEXT, path: '/api/v1/plain-calls' };
/** Flushes of this size may wait for more of them (lib/rollups), and the worker looks every 3 s: a worker with less is not behind. */
const KEPT_WAITING_BYTES = 3_000_000;
const PACE_MS = 3_000;

type Workload = typeof BATCHES & { path?: string };

/** The median of each figure, and of each ratio, over rounds that run one after the other. */
async function medians<Name extends string>(
  rounds: number,
  run: (round: number) => Promise<Record<Name, number>>,
): Promise<(figure: (round: Record<Name, number>) => number) => number> {
  const results: Record<Name, number>[] = [];
  for (let round = 0; round < rounds; round += 1) results.push(await run(round));
  return (figure) => quantile(results.map(figure), 0.5);
}

/** Calls a second; every round of a workload sends other calls into empty tables. */
async function post({ admin, key }: World, url: string, order: Workload & { seed: number }): Promise<number> {
  await emptyTables(admin);
  const { accepted, elapsedMs } = await postBatches({ url, keys: [key], ...order });
  return (accepted / elapsedMs) * 1_000;
}

/** Files with the calls that a server stored when it was warm. */
export async function warmUp(world: World, url: string): Promise<CopyFiles> {
  for (let round = 0; round < WARM_ROUNDS; round += 1) await post(world, url, { ...BATCHES, seed: 91 + round });
  return exportCalls(world);
}

/** The server's own COPY, COPY without indexes, and HTTP → COMMIT of calls like those. */
export async function compareWithCopy(world: World, url: string, files: CopyFiles) {
  const median = await medians(ROUNDS, async (round) => ({
    copy: await copyFiles(world, { table: 'call', ...files }),
    calls: await post(world, url, { ...BATCHES, seed: 2 + round }),
    bare: await copyFiles(world, { table: 'call_bare', ...files }),
  }));
  return {
    copyRowsPerSecond: median(({ copy }) => copy),
    copyBareRowsPerSecond: median(({ bare }) => bare),
    callsPerSecond: median(({ calls }) => calls),
    ratioToCopy: median(({ calls, copy }) => calls / copy),
  };
}

async function pendingBytes({ admin }: World): Promise<number> {
  const { rows } = await admin.query<{ bytes: string }>(
    'select coalesce(sum(octet_length(body)), 0) bytes from call_pending where flush_no > 0',
  );
  return Number(rows[0]?.bytes ?? 0);
}

/** Calls a second while the worker folds; when it falls behind, until it has caught up. */
async function postAndFold(world: World, url: string, seed: number): Promise<number> {
  const calls = MANY_BATCHES.batches * MANY_BATCHES.callsPerBatch;
  const perSecond = await post(world, url, { ...MANY_BATCHES, seed });
  const postedAt = performance.now();
  while ((await pendingBytes(world)) > KEPT_WAITING_BYTES) await pause(50);
  const behindMs = Math.max(0, performance.now() - postedAt - PACE_MS);
  return calls / (calls / perSecond + behindMs / 1_000);
}

/** The same beside the worker, which has nothing to do while the database copies. */
export async function compareWithRollups(world: World, url: string, files: CopyFiles) {
  const worker = await world.start('worker');
  try {
    const median = await medians(LONG_ROUNDS, async (round) => ({
      copy: await copyFiles(world, { table: 'call', ...files }),
      calls: await postAndFold(world, url, 21 + round),
    }));
    return {
      callsPerSecondWithRollups: median(({ calls }) => calls),
      ratioToCopyWithRollups: median(({ calls, copy }) => calls / copy),
    };
  } finally {
    await worker.stop();
  }
}

/** Batches of 1,000 calls and posts of one, here, behind a Next route handler, and in a plain handler that stores rows by Prisma. */
export async function compareWithNextRoute(world: World, url: string) {
  const next = await startNextRoute(world);
  try {
    await post(world, next.url, { ...BATCHES, seed: 31 });
    await post(world, next.url, { ...ONE_CALL_AT_NEXT, seed: 32 });
    await post(world, next.url, { ...ONE_CALL_AT_PLAIN, seed: 33 });
    const median = await medians(LONG_ROUNDS, async (round) => ({
      calls: await post(world, url, { ...BATCHES, seed: 41 + round }),
      nextCalls: await post(world, next.url, { ...BATCHES, seed: 51 + round }),
      posts: await post(world, url, { ...ONE_CALL, seed: 61 + round }),
      nextPosts: await post(world, next.url, { ...ONE_CALL_AT_NEXT, seed: 71 + round }),
      plainPosts: await post(world, next.url, { ...ONE_CALL_AT_PLAIN, seed: 81 + round }),
    }));
    return {
      oneCallPostsPerSecond: median(({ posts }) => posts),
      nextRouteCallsPerSecond: median(({ nextCalls }) => nextCalls),
      ratioToNextRoute: median(({ calls, nextCalls }) => calls / nextCalls),
      nextRouteOneCallPostsPerSecond: median(({ nextPosts }) => nextPosts),
      ratioToNextRouteOneCall: median(({ posts, nextPosts }) => posts / nextPosts),
      plainRouteOneCallPostsPerSecond: median(({ plainPosts }) => plainPosts),
      ratioToPlainRouteOneCall: median(({ posts, plainPosts }) => posts / plainPosts),
    };
  } finally {
    await next.stop();
  }
}
