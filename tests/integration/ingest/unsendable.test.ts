import { Client } from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { aggregate, encodePending } from '../../../lib/rollups';
import { CopyEncoder, createFlushNumbers, dayOf, ensurePartitionsFor, writeFlush } from '../../../lib/storage';
import type { CallRow, FlushBatch, SignalRow } from '../../../lib/storage';
import type { WireBatch } from '../../../sdk/src/wire';
import { waitFor } from '../../support';
import { createCallsWorld, PLAIN_BATCH, randomCall, seededRandom } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import { startIngest, wireBatch, type IngestWorld } from './harness';

const NOW = new Date();
const random = seededRandom(91);
const nextFlush = createFlushNumbers();

let world: CallsWorld;

beforeAll(async () => {
  world = await createCallsWorld();
  await ensurePartitionsFor(world.storage, [dayOf(NOW.getTime())], NOW);
});
afterAll(() => world.close());

const batchOf = (batchId: Buffer, rows: CallRow[]): FlushBatch => ({
  ...PLAIN_BATCH,
  projectId: world.projectId,
  batchId,
  digest: Buffer.alloc(32),
  accepted: rows.length,
  rows,
});

/** Sends a batch; `body` is what it adds to the rollups. */
async function send(batchId: Buffer, rows: CallRow[], body = encodePending(aggregate(rows))) {
  const batch = batchOf(batchId, rows);
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

interface Counted {
  calls: number;
  blobs: number;
  batches: number;
}

async function counted(): Promise<Counted> {
  const { rows } = await world.storage.query<Counted>(
    `select (select count(*)::int from call) calls, (select count(*)::int from call_pending) blobs,
       (select count(*)::int from ingest_batch) batches`,
  );
  return rows[0] ?? { calls: 0, blobs: 0, batches: 0 };
}

test('a batch that cannot be encoded leaves nothing, and is stored when it comes again', async () => {
  const before = await counted();
  const [batchId, row] = [Buffer.alloc(16, 1), call()];
  await expect(send(batchId, [{ ...row, caller: 'no:address' }])).rejects.toThrow(/address/i);
  expect(await counted()).toEqual(before);
  expect(await send(batchId, [row])).toEqual([null]);
});

test('what cannot be sent among the statements of a flush keeps it from being committed', async () => {
  const before = await counted();
  const [batchId, row] = [Buffer.alloc(16, 2), call()];
  const unreadable = new Proxy(Buffer.alloc(1), {
    get: () => {
      throw new Error('cannot be read');
    },
  });
  await expect(send(batchId, [row], unreadable)).rejects.toThrow('cannot be read');
  expect(await counted()).toEqual(before);
  expect(await send(batchId, [row])).toEqual([null]);
});

test.each([false, true])(
  'of a flush only what is new is stored, whether repeats are expected (%s) or not',
  async (mayRepeat) => {
    const [known, news, other] = [3, 4, 5].map((no) => Buffer.alloc(16, no + (mayRepeat ? 100 : 0)));
    if (!known || !news || !other) throw new Error('three ids are made');
    await send(known, [call(), call()]);
    const before = await counted();
    const batches = [batchOf(other, [call()]), batchOf(known, [call(), call()]), batchOf(news, [call()])];
    const flushed = writeFlush(world.storage, {
      flushNo: await nextFlush(world.storage),
      batches,
      encoder: new CopyEncoder(),
      mayRepeat,
      derive: (fresh) => {
        const body = encodePending(aggregate(fresh.flatMap(({ rows }) => rows)));
        return Promise.resolve({ pending: [{ projectId: world.projectId, body }], signals: [], rates: [] });
      },
    });
    expect(await flushed).toEqual([null, { accepted: 2, rejected: [], digest: Buffer.alloc(32) }, null]);
    expect(await counted()).toEqual({ calls: before.calls + 2, blobs: before.blobs + 1, batches: before.batches + 2 });
  },
);

const FOR_EVER_MS = 86_400_000 * 10_000;

test.each([
  ['few', 400],
  ['enough for several copies', 1_000],
  ['too many for those', 1_600],
])('of %s rows all are stored in their order, or none when the database refuses one', async (_, size) => {
  const before = await counted();
  const batchId = Buffer.alloc(16, size);
  const rows = Array.from({ length: size }, call);
  for (const at of [0, Math.floor(size / 2), size - 1]) {
    const refused = { ...call(), finishedAtUs: FOR_EVER_MS * 1_000 };
    await expect(send(batchId, rows.with(at, refused))).rejects.toThrow(/no partition/);
    const unsendable = { ...call(), caller: 'no:address' };
    await expect(send(batchId, rows.with(at, unsendable))).rejects.toThrow(/address/i);
  }
  expect(await counted()).toEqual(before);
  expect(await send(batchId, rows)).toEqual([null]);
  const { rows: stored } = await world.storage.query<{ place: number; us: string }>(
    `select (id & 65535)::int place, (extract(epoch from finished_at) * 1000000)::bigint us from call
      where project_id = $1 and id >> 16 = (select max(id >> 16) from call where project_id = $1) order by id`,
    [world.projectId],
  );
  expect(stored).toEqual(rows.map(({ finishedAtUs }, place) => ({ place, us: String(finishedAtUs) })));
});

test('a flush of two projects stores and queues for each what is its own', async () => {
  const flushNo = await nextFlush(world.storage);
  const other = world.projectId + 1;
  const rows = [world.projectId, other].map((projectId) => ({ ...call(), projectId }));
  const signals = rows.map((row, at): SignalRow => {
    const accountHash = at === 0 ? null : Buffer.alloc(16, 0x5c);
    const id = BigInt(flushNo) * 65_536n + BigInt(at);
    const { finishedAtUs: atUs, ...rest } = row;
    return {
      ...rest,
      atUs,
      id,
      flushNo: BigInt(flushNo),
      kind: 1,
      caller: '2001:db8::1',
      accountHash,
      value: at || null,
    };
  });
  const batches = rows.map((row) => ({
    ...PLAIN_BATCH,
    projectId: row.projectId,
    batchId: Buffer.alloc(16, 9),
    digest: Buffer.alloc(32),
    accepted: 1,
    rows: [row],
  }));
  const pending = rows.map((row) => ({ projectId: row.projectId, body: encodePending(aggregate([row])) }));
  const derive = () => Promise.resolve({ pending, signals, rates: [] });
  expect(await writeFlush(world.storage, { flushNo, batches, encoder: new CopyEncoder(), derive })).toEqual([
    null,
    null,
  ]);
  const { rows: stored } = await world.storage.query<object>(
    `select s.project_id, (extract(epoch from s.at) * 1000000)::bigint us, host(s.caller) caller, s.account_hash, s.value
       from signal s join signal_feed f using (project_id, flush_no) join call_pending p using (project_id, flush_no)
      where s.project_id = any($1::int[]) and s.flush_no = $2 order by s.project_id`,
    [[world.projectId, other], flushNo],
  );
  expect(stored).toEqual(
    signals.map(({ projectId, atUs, caller, accountHash, value }) => {
      return { project_id: projectId, us: String(atUs), caller, account_hash: accountHash, value };
    }),
  );
});

/** A flush of another process that has recorded these batches and never goes on. */
async function holdBatches({ appUrl, projectId }: IngestWorld, batches: readonly WireBatch[]): Promise<Client> {
  const stopped = new Client(appUrl);
  await stopped.connect();
  onTestFinished(() => stopped.end());
  await stopped.query('begin; set local idle_in_transaction_session_timeout = 0');
  await stopped.query(
    `insert into ingest_batch (project_id, batch_id, digest, calls, keep, archived)
     select $1, decode(b, 'hex'), '', 1, false, false from unnest($2::text[]) b`,
    [projectId, batches.map(({ batchId }) => batchId)],
  );
  return stopped;
}

const WAITING = `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

test('a batch that a stopped process holds is asked back; the others of its flush are stored', async () => {
  const ingest = await startIngest({ lockWaitMs: 300 });
  const [first, second] = [wireBatch(1), wireBatch(1)];
  const statuses = async (...batches: WireBatch[]) =>
    (await Promise.all(batches.map((batch) => ingest.post(batch)))).map(({ status }) => status);
  const stopped = await holdBatches(ingest, [first, second]);

  const waiting = ingest.post(first);
  await waitFor(() => ingest.count(WAITING));
  expect(await statuses(second, wireBatch(1), wireBatch(2))).toEqual([503, 202, 202]);
  const { status, headers } = await waiting;
  expect({ status, wait: headers.get('retry-after') }).toEqual({ status: 503, wait: expect.stringMatching(/^[1-5]$/) });
  expect(await statuses(first, wireBatch(1))).toEqual([503, 202]);

  await stopped.query('rollback');
  expect((await ingest.post(first)).body).toEqual({ accepted: 1, rejected: [] });
  expect(await statuses(second, wireBatch(1))).toEqual([202, 202]);
  expect(await ingest.count('select count(*) from call')).toBe(7);
});
