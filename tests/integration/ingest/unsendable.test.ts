import { afterAll, beforeAll, expect, test } from 'vitest';
import { aggregate, encodePending } from '../../../lib/rollups';
import { CopyEncoder, createFlushNumbers, dayOf, ensurePartitionsFor, writeFlush } from '../../../lib/storage';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, PLAIN_BATCH, randomCall, seededRandom } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';

const NOW = new Date();
const random = seededRandom(91);
const nextFlush = createFlushNumbers();

let world: CallsWorld;

beforeAll(async () => {
  world = await createCallsWorld();
  await ensurePartitionsFor(world.storage, [dayOf(NOW.getTime())], NOW);
});
afterAll(() => world.close());

/** Sends a batch of one call; `body` is what it adds to the rollups. */
async function send(batchId: Buffer, row: CallRow, body = encodePending(aggregate([row]))) {
  const batch = {
    ...PLAIN_BATCH,
    projectId: world.projectId,
    batchId,
    digest: Buffer.alloc(32),
    accepted: 1,
    rows: [row],
  };
  const pending = [{ projectId: world.projectId, body }];
  return writeFlush(world.storage, {
    flushNo: await nextFlush(world.storage),
    batches: [batch],
    encoder: new CopyEncoder(),
    derive: () => Promise.resolve({ pending, signals: [], rates: [] }),
  });
}

const call = (): CallRow =>
  randomCall({ projectId: world.projectId, random, fromMs: NOW.getTime(), toMs: NOW.getTime() + 1 });

async function counted(): Promise<object | undefined> {
  const { rows } = await world.storage.query<{ calls: number; blobs: number; batches: number }>(
    `select (select count(*)::int from call) calls, (select count(*)::int from call_pending) blobs,
       (select count(*)::int from ingest_batch) batches`,
  );
  return rows[0];
}

test('a batch that cannot be encoded leaves nothing, and is stored when it comes again', async () => {
  const before = await counted();
  const [batchId, row] = [Buffer.alloc(16, 1), call()];
  await expect(send(batchId, { ...row, caller: 'no:address' })).rejects.toThrow(/address/i);
  expect(await counted()).toEqual(before);
  expect(await send(batchId, row)).toEqual([null]);
});

test('what cannot be sent among the statements of a flush keeps it from being committed', async () => {
  const before = await counted();
  const [batchId, row] = [Buffer.alloc(16, 2), call()];
  const unreadable = new Proxy(Buffer.alloc(1), {
    get: () => {
      throw new Error('cannot be read');
    },
  });
  await expect(send(batchId, row, unreadable)).rejects.toThrow('cannot be read');
  expect(await counted()).toEqual(before);
  expect(await send(batchId, row)).toEqual([null]);
});
