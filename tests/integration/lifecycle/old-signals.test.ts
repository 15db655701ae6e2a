import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRetentionJob } from '../../../worker/jobs/retention';
import { found } from '../../support/members';
import { createTestApp, type TestApp } from '../../support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

test('signals older than two days go, however many, also of a project that is quiet, save those that a successor reads again', async () => {
  const { storage } = app.runtime;
  const quiet = await found(app.runtime, 'quiet');
  const [waiting, folded, covered, recent] = [1, 2, 3, 4];
  const many = 25_000;
  const store = (flushNo: number, [first, count]: [number, number], days: number) =>
    storage.query(
      `insert into signal (project_id, id, flush_no, at, kind, endpoint_id, consumer_id, status, environment_id, user_agent_id, traits)
       select $1, n, $2, now() - make_interval(days => $5), 1, 1, 0, 401, 1, 0, 0 from generate_series($3::int, $4::int) n`,
      [quiet.projectId, flushNo, first, first + count - 1, days],
    );
  await store(waiting, [1, 1], 3);
  await store(folded, [2, 1], 3);
  await store(covered, [3, many], 3);
  await store(recent, [3 + many, 1], 1);
  await storage.query('insert into signal_feed (project_id, flush_no) values ($1, $2)', [quiet.projectId, waiting]);
  await storage.query('insert into signal_done (project_id, seq, flush_no, folded_at) values ($1, 1, $2, now())', [
    quiet.projectId,
    folded,
  ]);
  await createRetentionJob({ storage, log: { info: () => undefined, error: () => undefined } }).run(
    new AbortController().signal,
  );
  const { rows } = await storage.query<{ flush_no: number }>(
    'select flush_no::int from signal where project_id = $1 order by 1',
    [quiet.projectId],
  );
  expect(rows.map((row) => row.flush_no)).toEqual([waiting, folded, recent]);
});
