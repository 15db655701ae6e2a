import { afterAll, beforeAll, expect, test } from 'vitest';
import { callsInput, getCalls } from '../../../lib/analytics';
import { exportCalls, exportCallsInput } from '../../../lib/explorer';
import type { Context } from '../../../lib/access';
import { CALL_COLUMNS, type CallItem } from '../../../lib/shared';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, randomCall, seededRandom, type CallsWorld } from '../../support/stored-calls';
import { waitFor } from '../../support';

const NOW = new Date(Math.floor(Date.now() / 1000) * 1000);
const FLUSH = 20_000;
// EXPORT_CALLS=1000000 npx vitest run … tries what was promised; the default keeps the suite short
const CALLS = Number(process.env.EXPORT_CALLS ?? 200_000);
const RARE = '/rare/=1+1';
const MIB = 1 << 20;
const random = seededRandom(3);

let world: CallsWorld;

beforeAll(async () => {
  world = await createCallsWorld();
  const span = { fromMs: NOW.getTime() - 6 * 3_600_000, toMs: NOW.getTime() };
  for (let stored = 0; stored < CALLS; stored += FLUSH) {
    const rows = Array.from({ length: FLUSH }, (_, index): CallRow => ({
      ...randomCall({ projectId: world.projectId, random, ...span }),
      environmentId: 1,
      path: index % 4_000 === 0 ? RARE : null,
    }));
    await world.store(rows, NOW);
  }
}, 300_000);
afterAll(() => world.close());

const range = { from: new Date(NOW.getTime() - 7 * 3_600_000).toISOString(), to: NOW.toISOString() };

/** The world's storage, seen by an export of a user of its own. */
function asUser(id: string, storage = world.storage): Context {
  return { ...world.context(NOW), actor: { kind: 'user', id, name: id }, storage };
}

function begin(query: Record<string, string>, ctx: Context) {
  const input = exportCallsInput.parse({ projectId: String(world.projectId), ...range, ...query });
  return exportCalls(ctx, { input, again: () => Promise.resolve(ctx) });
}

beforeAll(async () => {
  const at = new Date();
  const people = ['flat', 'same', 'csv', 'slow', 'many'];
  await world.storage.prisma.user.createMany({
    data: people.map((id) => ({ id, name: id, email: `${id}@example.com`, createdAt: at, updatedAt: at })),
  });
});

async function textOf(body: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(body).text();
}

test(`an export of ${CALLS} calls holds each once, in order, and needs no more memory than a few pages`, async () => {
  const { body, calls, allCounted } = await begin({ format: 'ndjson' }, asUser('flat'));
  expect([calls, allCounted]).toEqual([CALLS, true]);
  globalThis.gc?.();
  const before = process.memoryUsage();
  let most = 0;
  let last = Number.POSITIVE_INFINITY;
  let rest = '';
  const seen = new Set<number>();
  const decoder = new TextDecoder();
  for await (const part of body) {
    const lines = (rest + decoder.decode(part, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { id, finishedAt } = JSON.parse(line);
      seen.add(Number(id));
      const at = Date.parse(finishedAt);
      if (at > last) throw new Error(`${finishedAt} stands after an older call`);
      last = at;
    }
    const { arrayBuffers, external } = process.memoryUsage();
    most = Math.max(most, arrayBuffers + external - before.arrayBuffers - before.external);
  }
  expect([seen.size, rest]).toEqual([CALLS, '']);
  expect(most).toBeLessThan(64 * MIB);
});

test('lines are what the list tells, and a filter narrows both alike', async () => {
  const { body, calls } = await begin({ format: 'ndjson', path: RARE, status: '2xx' }, asUser('same'));
  const lines = (await textOf(body))
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  const input = { projectId: String(world.projectId), ...range, path: RARE, status: '2xx', limit: '1000' };
  const listed: CallItem[] = []; // a list that runs out of time ends early and goes on
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await getCalls(world.context(NOW), callsInput.parse({ ...input, ...(cursor && { cursor }) }));
    listed.push(...page.calls);
    cursor = page.nextCursor;
  }
  expect(lines).toEqual(listed);
  expect(calls).toBe(lines.length);
  expect(lines.length).toBeGreaterThan(5);
});

test('a table has a head and a line for each call, and nothing in it is a formula', async () => {
  const { body, contentType, fileName } = await begin({ format: 'csv', path: RARE }, asUser('csv'));
  expect(contentType).toContain('text/csv');
  expect(fileName).toMatch(/^shop-calls-.*\.csv$/);
  const [head, ...lines] = (await textOf(body)).trimEnd().split('\r\n');
  expect(head).toBe(CALL_COLUMNS.join(','));
  expect(lines).toHaveLength(CALLS / 4_000);
  for (const line of lines) expect(line.split(',')).toHaveLength(CALL_COLUMNS.length);
});

test('nothing is read before the reader wants it, and nothing more once the reader has left', async () => {
  let reads = 0;
  const { storage } = world;
  const snapshot: typeof storage.snapshot = (work) => {
    reads += 1;
    return storage.snapshot(work);
  };
  const { body } = await begin({ format: 'ndjson' }, asUser('slow', { ...storage, snapshot }));
  const counted = reads;
  const reader = body.getReader();
  await reader.read();
  expect(reads).toBe(counted + 1);
  expect(storage.pool.idleCount).toBe(storage.pool.totalCount);
  await reader.cancel();
  expect(reads).toBe(counted + 1);
});

test('a user has two exports at a time, and another when one has ended or was left', async () => {
  const ask = () => begin({ format: 'csv', path: RARE }, asUser('many'));
  const [first, second] = [await ask(), await ask()];
  await expect(ask()).rejects.toMatchObject({ code: 'rate_limited' });
  await textOf(first.body);
  const third = await ask();
  await second.body.cancel();
  await waitFor(async () => (await ask()).body.cancel().then(() => true));
  await third.body.cancel();
});

test('each export stands in the activity log, with the names of its filters and none of their values', async () => {
  const rows = await world.storage.prisma.activityLog.findMany({ where: { action: 'calls.exported' } });
  expect(rows.length).toBeGreaterThan(3);
  const data = rows.map((row) => JSON.stringify(row.data)).join('\n');
  expect(data).toContain('"filters":"status path"');
  expect(data).not.toContain('rare');
});
