import { expect, it, onTestFinished, vi } from 'vitest';
import { TRAIT } from '../../../lib/shared';
import { retention } from '../../../lib/storage';
import { row, startIngest } from './harness';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const codes = (rejected: readonly { code: string }[]): string[] => rejected.map(({ code }) => code);

// the time of a call
it('must lie between retention and ten minutes from now; in an archive from 2000 on', async () => {
  const world = await startIngest();
  const at = (offsetMs: number, environment?: string): object =>
    row({ finishedAt: Date.now() + offsetMs, environment });
  const { body } = await world.post({
    calls: [
      at(-30 * DAY_MS + MINUTE_MS),
      at(-30 * DAY_MS - MINUTE_MS),
      at(9 * MINUTE_MS),
      at(11 * MINUTE_MS),
      at(-400 * DAY_MS, 'archive'),
      row({ finishedAt: '1999-12-31T23:59:59Z', environment: 'archive' }),
    ],
  });
  expect(body.accepted).toBe(3);
  expect(body.rejected.map(({ index, code }) => [index, code])).toEqual([
    [1, 'too_old'],
    [3, 'in_future'],
    [5, 'too_old'],
  ]);
});

it.each([-DAY_MS, -6 * MINUTE_MS, 6 * MINUTE_MS, DAY_MS])(
  'is corrected when the client is wrong by %i ms',
  async (wrongMs) => {
    const world = await startIngest();
    const finishedAt = Date.now() - 2_000;
    const { body } = await world.post(
      { calls: [row({ finishedAt: finishedAt + wrongMs })] },
      { 'callwatch-sent-at': String(Date.now() + wrongMs) },
    );
    expect(codes(body.rejected)).toEqual([]);
    const { rows } = await world.storage.query<{ ms: number; traits: number }>(
      'select extract(epoch from finished_at)::float8 * 1000 as ms, traits from call',
    );
    expect(Math.abs((rows[0]?.ms ?? 0) - finishedAt)).toBeLessThan(5_000);
    expect((rows[0]?.traits ?? 0) & TRAIT.clockCorrected).toBe(TRAIT.clockCorrected);
  },
);

it('is left alone when the clock is off by less than five minutes', async () => {
  const world = await startIngest();
  const finishedAt = Date.now() + 4 * MINUTE_MS;
  await world.post({ calls: [row({ finishedAt })] }, { 'callwatch-sent-at': String(finishedAt) });
  expect(await world.count('select extract(epoch from finished_at)::float8 * 1000 from call')).toBe(finishedAt);
  expect(await world.count(`select traits & ${TRAIT.clockCorrected} from call`)).toBe(0);
});

it('marks what finished more than 15 minutes ago as backfill', async () => {
  const world = await startIngest();
  const calls = [row({ finishedAt: Date.now() - 16 * MINUTE_MS }), row({ finishedAt: Date.now() - 14 * MINUTE_MS })];
  await world.post({ calls });
  const { rows } = await world.storage.query('select traits & 128 as backfill from call order by id');
  expect(rows.map(({ backfill }) => backfill)).toEqual([TRAIT.backfill, 0]);
});

it('makes the partition of an old day, also after it was dropped behind our back', async () => {
  const world = await startIngest();
  const finishedAt = Date.now() - 20 * DAY_MS;
  expect((await world.post({ calls: [row({ finishedAt })] })).body.accepted).toBe(1);
  await world.storage.query("select drop_partition('call', $1::timestamptz::date)", [new Date(finishedAt)]);
  expect((await world.post({ calls: [row({ finishedAt })] })).body.accepted).toBe(1);
  expect(await world.count('select count(*) from call')).toBe(1);
});

it('of very many old days is opened a few days a post, which loses nothing when it comes again', async () => {
  const world = await startIngest();
  const days = (count: number, from: string) =>
    Array.from({ length: count }, (_, at) =>
      row({ finishedAt: Date.parse(from) + at * DAY_MS, environment: 'archive' }),
    );
  await world.storage.query('update project set quota_per_day = 100'); // only what is stored is charged
  const post = () => world.post({ calls: days(70, '2010-01-01') }, { 'idempotency-key': 'old' });
  const partitionsMade = () =>
    world.count(
      `select count(*) from pg_inherits where inhparent = 'call'::regclass and inhrelid::regclass::text < 'call_2011'`,
    );
  for (const made of [30, 60]) {
    const { status, headers } = await post();
    expect([status, headers.get('retry-after'), await partitionsMade()]).toEqual([
      429,
      expect.stringMatching(/^[1-5]$/),
      made,
    ]);
  }
  expect((await post()).body).toEqual({ accepted: 70, rejected: [] });
  expect(await partitionsMade()).toBe(70);
  expect((await world.post({ calls: days(70, '2010-01-01') })).body.accepted).toBe(70); // they are there now
});

it('is taken of so many old days, and of those that have a partition already', async () => {
  const world = await startIngest();
  await world.storage.query(
    `insert into endpoint_day (project_id, environment_id, at, endpoint_id, calls, s2xx, s3xx, s4xx, s5xx, s429,
       logins_ok, logins_failed, request_bytes, response_bytes, duration_us, latency)
     select $1, id, '2001-01-01'::timestamptz + n * interval '1 day', e, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}'
       from environment, generate_series(1, 3659) n, generate_series(0, 1) e where project_id = $1 and archive`,
    [world.projectId],
  );
  const old = (day: string) => row({ finishedAt: `2000-0${day}T00:00:00Z`, environment: 'archive' });
  const calls = [old('3-03'), row(), old('3-01'), old('3-02'), old('3-01')];
  const { body } = await world.post({ calls });
  expect(body.accepted).toBe(3);
  expect(body.rejected.map(({ index, code }) => [index, code])).toEqual([
    [0, 'too_many_days'],
    [3, 'too_many_days'],
  ]);
  expect((await world.post({ calls: [old('3-01')] })).body.accepted).toBe(1);
});

it('makes it too when the database says so while most of the flushes are still under way', async () => {
  const world = await startIngest();
  const finishedAt = Date.now() - 20 * DAY_MS;
  await world.post({ calls: [row({ finishedAt })] });
  await world.storage.query("select drop_partition('call', $1::timestamptz::date)", [new Date(finishedAt)]);
  const calls = Array.from({ length: 10_000 }, () => row({ finishedAt }));
  const answers = await Promise.all(Array.from({ length: 6 }, () => world.post({ calls })));
  expect(answers.map(({ body }) => body.accepted)).toEqual(answers.map(() => calls.length));
  expect(await world.count('select count(*) from call')).toBe(answers.length * calls.length);
});

it('is read from ISO 8601 to the microsecond, and is the start plus the duration when only the start is known', async () => {
  const world = await startIngest();
  const second = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 60_000).toISOString().slice(0, 19);
  await world.post({
    calls: [
      row({ finishedAt: `${second}.123456Z` }),
      row({ finishedAt: undefined, startedAt: `${second}Z`, durationMs: 1_500 }),
    ],
  });
  const { rows } = await world.storage.query(
    'select to_char(finished_at, \'YYYY-MM-DD"T"HH24:MI:SS.US\') as at from call order by id',
  );
  const later = new Date(Date.parse(`${second}Z`) + 1_500).toISOString().slice(0, 23);
  expect(rows.map(({ at }) => at)).toEqual([`${second}.123456`, `${later}000`]);
});

it("follows the database's clock, whatever this host's is set to", async () => {
  const world = await startIngest();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 20 * MINUTE_MS });
  onTestFinished(() => void vi.useRealTimers());
  const clock = await retention.keepClock(world.storage, () => undefined);
  onTestFinished(() => clock.close());
  const nowMs = await world.count('select extract(epoch from clock_timestamp()) * 1000');
  expect(Math.abs(clock.nowMs() - nowMs)).toBeLessThan(5 * MINUTE_MS);
  expect(Number.isInteger(clock.nowMs())).toBe(true);
});
