import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET as alerts } from '../../../app/api/v1/projects/[projectId]/alerts/route';
import { GET as deliveries } from '../../../app/api/v1/projects/[projectId]/deliveries/route';
import { POST as ask } from '../../../app/api/v1/projects/[projectId]/erasures/route';
import { GET as incidents } from '../../../app/api/v1/projects/[projectId]/incidents/route';
import { GET as incident } from '../../../app/api/v1/projects/[projectId]/incidents/[incidentId]/route';
import { GET as policies } from '../../../app/api/v1/projects/[projectId]/rate-policies/route';
import { GET as rules } from '../../../app/api/v1/projects/[projectId]/rules/route';
import { GET as views } from '../../../app/api/v1/projects/[projectId]/views/route';
import { readPayload } from '../../../lib/notify/payload';
import type { CallViewsAnswer } from '../../../lib/shared';
import { found, signInAs } from '../../support/members';
import { createTestApp, send, type TestApp } from '../../support/test-app';
import { writeEvidence } from './evidence';
import { erase, minutesLater, tablesHolding } from './support';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

async function foundShop() {
  const { storage } = app.runtime;
  const made = await found(app.runtime, `shop-${randomUUID().slice(0, 8)}`);
  const at = { params: { projectId: String(made.projectId) }, cookie: await signInAs(made.email) };
  const rowsOf = async (sql: string, more: unknown[] = []) =>
    (await storage.query(sql, [made.projectId, ...more])).rows;
  await rowsOf(
    `insert into rate_policy (project_id, id, name, call_limit, window_seconds, key) values ($1, 1, 'Shop', 60, 60, 'consumer')`,
  );
  const eraseConsumers = async (names: readonly string[]): Promise<void> => {
    await rowsOf(
      `insert into consumer (project_id, id, name) select $1, 1000 + n, name from unnest($2::text[]) with ordinality as given(name, n)`,
      [names],
    );
    for (const consumer of names)
      expect((await send(ask, { ...at, method: 'POST', body: { consumer } })).status).toBe(200);
    await erase(storage, new Date());
    await erase(storage, minutesLater(1.1));
    expect(await rowsOf(`select state from erasure where project_id = $1 and state <> 'done'`)).toEqual([]);
  };
  return { ...made, at, rowsOf, eraseConsumers };
}

const STATES = [
  'select kind, enabled, severity, channels, definition from rule where project_id = $1 order by id',
  'select key, call_limit from rate_policy where project_id = $1',
  'select state, severity, detector, figures, entities from incident where project_id = $1',
  'select kind, actor from incident_event where project_id = $1 order by id',
  'select id, detector, severity, entity, evidence from finding where project_id = $1',
  `select state, severity, data->'definition' as definition from alert where project_id = $1`,
  'select channel_kind, kind, state from outbox where project_id = $1',
  'select d.status from delivery d join outbox o on o.id = d.outbox_id where o.project_id = $1',
  'select kind, config from channel where project_id = $1 order by id',
];

/** Words and names of fields that stand in our tables. */
const WORDS = 'metric high open queued webhook email consumer filters definition production errors all erased';

test('erasing consumers that are called as words of ours changes no word of ours: all goes on working', async () => {
  const shop = await foundShop();
  const { storage } = app.runtime;
  await writeEvidence(storage, shop.projectId, {});
  const read = () => Promise.all(STATES.map((sql) => shop.rowsOf(sql)));
  const before = await read();
  await shop.eraseConsumers(WORDS.split(' '));
  expect(await read()).toEqual(before);
  const { rows } = await storage.query<{ payload: unknown }>('select payload from outbox where project_id = $1', [
    shop.projectId,
  ]);
  expect(new Set(rows.map(({ payload }) => readPayload(payload)?.type))).toEqual(
    new Set(['alert', 'incident', 'mail']),
  );
  expect(rows).toHaveLength(3);
  for (const GET of [rules, incidents, alerts, deliveries]) expect((await send(GET, shop.at)).status).toBe(200);
  expect(
    (await send(policies, { ...shop.at, path: '/?from=2026-11-26T00:00:00Z&to=2026-11-26T01:00:00Z' })).status,
  ).toBe(200);
  const one = { ...shop.at, params: { ...shop.at.params, incidentId: '1' } };
  expect((await send(incident, one)).status).toBe(200);
});

test('a name is erased as URLs have it; a saved view that filters by it goes on, and finds nothing', async () => {
  const shop = await foundShop();
  const { storage } = app.runtime;
  const name = `alice.${randomUUID()}@example.com`;
  await writeEvidence(storage, shop.projectId, { consumer: name });
  await shop.rowsOf(
    `insert into saved_view (id, project_id, user_id, name, query, shared)
     select gen_random_uuid()::text, $1, (select id from "user" where email = $2), 'Calls of ' || $3, $4, true`,
    [shop.email, name, new URLSearchParams({ status: '5xx', consumer: name, range: '6h' }).toString()],
  );
  await shop.eraseConsumers([name]);
  for (const text of [name, encodeURIComponent(name)]) expect(await tablesHolding(storage, text)).toEqual([]);
  const answer = (await (await send(views, shop.at)).json()) as CallViewsAnswer;
  expect(answer.views).toMatchObject([
    { name: 'Calls of erased consumer', query: 'status=5xx&consumer=erased+consumer&range=6h' },
  ]);
});

test('what other servers answered goes only where the name stands in it as words of its own', async () => {
  const shop = await foundShop();
  const answers = ['ok', 'it was ok!', '{"who":"ok"}', '/v1%2Fok', 'token accepted', 'oK', 'looked at', 'stoked'];
  for (const answer of answers) {
    await shop.rowsOf(
      `with message as (
         insert into outbox (id, project_id, channel_kind, kind, subject, payload)
         values (gen_random_uuid(), $1, 'webhook', 'opened', 'News', '{}') returning id)
       insert into delivery (outbox_id, at, duration_ms, response) select id, now(), 1, $2 from message`,
      [answer],
    );
  }
  await shop.eraseConsumers(['ok']);
  const kept = await shop.rowsOf(
    `select d.response from delivery d join outbox o on o.id = d.outbox_id where o.project_id = $1 and response <> '' order by d.id`,
  );
  expect(kept).toEqual(['token accepted', 'oK', 'looked at', 'stoked'].map((response) => ({ response })));
});
