import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { deleteExpiredRows, listRetainedProjects } from '../../../lib/storage';
import { row, startIngest } from './harness';

const DAY_MS = 86_400_000;
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const source = (key: string, text: string): Record<string, string> => ({
  'idempotency-key': key,
  'callwatch-source-digest': digestOf(text),
});

// an import
it('is the same by its source, however the rows are written; another source is told how many calls the first had', async () => {
  const world = await startIngest();
  const first = await world.post({ calls: [row(), row({ status: 999 })] }, source('a', 'two lines'));
  expect(first.body).toMatchObject({ accepted: 1, rejected: [{ index: 1 }] });
  const again = await world.post({ calls: [row({ userAgent: 'of a later version' }), null] }, source('a', 'two lines'));
  expect(again.body).toEqual({ ...first.body, duplicate: true });
  const grown = await world.post({ calls: [row(), row(), row()] }, source('a', 'three lines'));
  expect(grown.status).toBe(409);
  expect(grown.headers.get('callwatch-stored-calls')).toBe('2');
  expect(await world.count('select count(*) from call')).toBe(1);
});

it.each([
  { 'callwatch-source-digest': digestOf('no key') },
  { 'idempotency-key': 'a', 'callwatch-source-digest': 'abc' },
])('is refused when its source is not named properly: %o', async (headers) => {
  const { status, body } = await (await startIngest()).post({ calls: [row()] }, headers);
  expect([status, body.error?.code]).toEqual([400, 'invalid']);
});

it('is remembered as long as its calls, and for good in an archive', async () => {
  const world = await startIngest();
  const finishedAt = '2015-05-17T10:05:03Z';
  await world.post({ calls: [row()] }, { 'idempotency-key': 'plain' });
  await world.post({ calls: [row()] }, source('import', 'x'));
  await world.post({ calls: [row({ finishedAt, environment: 'archive' })] }, { 'idempotency-key': 'archive' });
  const expire = async (days: number): Promise<number> => {
    for (const project of await listRetainedProjects(world.storage)) {
      await deleteExpiredRows(world.storage, project, new Date(Date.now() + days * DAY_MS));
    }
    return world.count('select count(*) from ingest_batch');
  };
  expect(await expire(1)).toBe(3);
  expect(await expire(3)).toBe(2);
  expect(await expire(30)).toBe(2);
  expect(await expire(32)).toBe(1);
  const again = await world.post(
    { calls: [row({ finishedAt, environment: 'archive' })] },
    { 'idempotency-key': 'archive' },
  );
  expect(again.body).toMatchObject({ accepted: 1, duplicate: true });
});

it('into an archive tells detectors nothing and takes nothing of what they may hear', async () => {
  const world = await startIngest();
  const refused = { path: '/login', route: null, status: 401 };
  const archived = Array.from({ length: 2_500 }, () => row({ ...refused, environment: 'archive' }));
  const { body } = await world.post({ calls: [...archived, row(refused)] });
  expect(body.accepted).toBe(2_501);
  expect(await world.count('select count(*) from signal')).toBe(1);
  expect(world.counted.signalsLost).toBe(0);
});
