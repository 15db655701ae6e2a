import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET, PATCH } from '../../../app/api/v1/projects/[projectId]/quotas/route';
import { GET as status } from '../../../app/api/v1/projects/[projectId]/status/route';
import type { QuotasAnswer, StatusAnswer } from '../../../lib/shared';
import { addMember, found, signInAs } from '../../support/members';
import { createTestApp, send, type TestApp } from '../../support/test-app';

let app: TestApp;
let shop: Awaited<ReturnType<typeof found>>;
let owner: string;
beforeAll(async () => {
  app = await createTestApp();
  shop = await found(app.runtime, 'shop');
  owner = await signInAs(shop.email);
});
afterAll(() => app.close());

const at = () => ({ params: { projectId: String(shop.projectId) }, cookie: owner });
const change = (body: object) => send(PATCH, { ...at(), method: 'PATCH', body });

test('owners set the calls of a day and a month, and each change stands in the activity log', async () => {
  const answer = await change({ perDay: 1_000, perMonth: 20_000 });
  expect((await answer.json()) as QuotasAnswer).toMatchObject({
    day: { limit: 1_000, used: 0 },
    month: { limit: 20_000 },
  });
  expect((await (await change({ perDay: null })).json()) as QuotasAnswer).toMatchObject({ day: { limit: null } });
  const { rows } = await app.runtime.storage.query(
    `select data from activity_log where action = 'quota.updated' order by id`,
  );
  expect(rows).toMatchObject([
    { data: { perDay: 1_000, perDayBefore: null } },
    { data: { perDay: null, perDayBefore: 1_000 } },
  ]);
});

test('admins and tokens cannot lift a quota', async () => {
  const admin = await signInAs((await addMember(app.runtime, shop.organizationId, 'admin')).email);
  const asAdmin = { ...at(), cookie: admin, method: 'PATCH', body: { perDay: null } };
  expect((await send(PATCH, asAdmin)).status).toBe(403);
  const { params } = at();
  expect((await send(PATCH, { params, token: shop.apiToken, method: 'PATCH', body: { perDay: null } })).status).toBe(
    403,
  );
});

test('a quota that makes no sense is refused at its field', async () => {
  const faultOf = async (body: object) => {
    const answer = await change(body);
    return [answer.status, ((await answer.json()) as { error: { fields?: object } }).error.fields];
  };
  expect(await faultOf({ perDay: 0 })).toEqual([400, { perDay: 'must be at least 1 call' }]);
  expect(await faultOf({ perMonth: 1e17 })).toEqual([400, { perMonth: 'must be at most 2,000,000,000 calls' }]);
  expect(await faultOf({ perDay: 30_000 })).toEqual([400, { perDay: 'must be at most the quota of the month' }]);
  expect(await faultOf({})).toEqual([400, undefined]);
});

test('from 80 percent on every page is told how much is used, and at 100 how many posts were refused', async () => {
  await change({ perDay: 100, perMonth: null });
  const use = (calls: number, refused: number) =>
    app.runtime.storage.query(
      `insert into quota_usage as q (project_id, period, starts, calls, refused_posts) values ($1, 'day', (now() at time zone 'UTC')::date, $2, $3)
       on conflict (project_id, period, starts) do update set calls = excluded.calls, refused_posts = excluded.refused_posts`,
      [shop.projectId, calls, refused],
    );
  const told = async () => ((await (await send(status, at())).json()) as StatusAnswer).quota;
  await use(79, 0);
  expect(await told()).toBeNull();
  await use(80, 0);
  expect(await told()).toMatchObject({ period: 'day', level: 80, used: 80, limit: 100 });
  await use(104, 7);
  expect(await told()).toMatchObject({ level: 100, refusedPosts: 7 });
  const { day } = (await (await send(GET, at())).json()) as QuotasAnswer;
  expect(day).toMatchObject({ used: 104, limit: 100, refused: { posts: 7 } });
});

test('the quota of the minute is told while it refuses posts, with those that it refused itself', async () => {
  const refusedAgo = (seconds: number) =>
    app.runtime.storage.query(
      `insert into quota_usage as q (project_id, period, starts, calls, refused_posts, refused_bytes, first_refused_at, last_refused_at)
       values ($1, 'minute', $2, 0, 20, 900, $3, $3) on conflict (project_id, period, starts) do update set last_refused_at = $3`,
      [shop.projectId, new Date().toISOString().slice(0, 10), new Date(Date.now() - seconds * 1_000)],
    );
  const told = async () => ((await (await send(status, at())).json()) as StatusAnswer).minuteQuota;
  expect(await told()).toBeNull();
  await refusedAgo(290);
  expect(await told()).toMatchObject({ limit: 600_000, refusedPosts: 20 });
  await refusedAgo(301);
  expect(await told()).toBeNull();
  const { minute, day } = (await (await send(GET, at())).json()) as QuotasAnswer;
  expect([minute.refused.posts, minute.refused.bytes, day.refused.posts]).toEqual([20, 900, 7]);
});
