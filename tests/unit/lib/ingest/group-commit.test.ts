import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { GroupCommit, type Outcome } from '../../../../lib/ingest/commit/group-commit';
import type { CallRow, FlushBatch } from '../../../../lib/storage';

const row: CallRow = {
  projectId: 1,
  environmentId: 1,
  finishedAtUs: 0,
  endpointId: 1,
  consumerId: 0,
  userAgentId: 0,
  durationUs: -1,
  requestBytes: 0,
  responseBytes: 0,
  status: 200,
  flags: 0,
  traits: 0,
  caller: null,
  path: null,
  traceId: null,
  accountHash: null,
  attrs: null,
  retryAfterSeconds: -1,
};

const batchOf = (calls: number, id: number): FlushBatch => ({
  projectId: 1,
  batchId: Buffer.of(id),
  digest: Buffer.alloc(0),
  rows: Array.from({ length: calls }, () => row),
  accepted: calls,
  rejected: [],
  report: null,
  keep: false,
  archived: false,
  archives: new Set(),
  policies: [],
  ignored: [],
});

interface Flush {
  ids: (number | undefined)[];
  end(): void;
}

/** Flushes that end when told; `started` has all of them, in order. */
function open() {
  const started: Flush[] = [];
  const commits = new GroupCommit((batches) => {
    const outcomes: Outcome[] = batches.map(() => ({ stored: null }));
    return new Promise((resolve) => {
      started.push({ ids: batches.map(({ batchId }) => batchId?.[0]), end: () => resolve(outcomes) });
    });
  });
  let nextId = 0;
  return { started, commits, submit: (calls: number, id = nextId++) => commits.submit(batchOf(calls, id)) };
}

describe('flushes', () => {
  it('start at once when none runs, and gather what comes meanwhile into the next', async () => {
    const { started, submit } = open();
    for (let batch = 0; batch < 3; batch += 1) void submit(1);
    expect(started.map(({ ids }) => ids)).toEqual([[0]]);
    started[0]?.end();
    await turn();
    expect(started.map(({ ids }) => ids)).toEqual([[0], [1, 2]]);
  });

  it('start beside one another at 6,000 calls, three at most', () => {
    const { started, submit } = open();
    for (let batch = 0; batch < 16; batch += 1) void submit(1_000);
    expect(started.map(({ ids }) => ids)).toEqual([[0], [1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12]]);
  });

  it('begin before the batches of the one that ended are told of it', async () => {
    const { started, submit } = open();
    const begun = submit(1).then(() => started.length);
    void submit(1);
    started[0]?.end();
    expect(await begun).toBe(2);
  });

  it('take what has gathered, up to 20,000 calls, as soon as one of three ends', async () => {
    const { started, submit } = open();
    for (let batch = 0; batch < 40; batch += 1) void submit(1_000);
    started[0]?.end();
    await turn();
    expect(started).toHaveLength(4);
    expect(started[3]?.ids).toEqual(Array.from({ length: 20 }, (_, at) => 13 + at));
  });

  it('never hold a batch id twice: the second waits for the next flush', async () => {
    const { started, submit } = open();
    for (const id of [1, 7, 7]) void submit(1, id);
    started[0]?.end();
    await turn();
    expect(started[1]?.ids).toEqual([7]);
  });

  it('are all waited for before the process ends', async () => {
    const { started, commits, submit } = open();
    for (const calls of [1, 2]) void submit(calls);
    const closed = commits.close();
    started[0]?.end();
    await turn();
    started[1]?.end();
    await closed;
    expect(commits.queuedCalls).toBe(0);
  });
});

describe('flushes of few calls', () => {
  it('start beside those of many, one at a time', async () => {
    const { started, submit } = open();
    for (const calls of [1_000, 10, 10, 10]) void submit(calls);
    expect(started.map(({ ids }) => ids)).toEqual([[0], [1]]);
    started[1]?.end();
    await turn();
    expect(started.map(({ ids }) => ids)).toEqual([[0], [1], [2, 3]]);
  });
});
