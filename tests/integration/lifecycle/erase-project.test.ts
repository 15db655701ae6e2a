import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET as receiptOf } from '../../../app/api/v1/organizations/[organizationId]/erasures/[erasureId]/route';
import { DELETE, GET } from '../../../app/api/v1/projects/[projectId]/route';
import type { ErasureItem } from '../../../lib/shared';
import { dayOf, ensurePartitionsFor, erasures, findIngestKey, hashAccessKey } from '../../../lib/storage';
import { found, signInAs } from '../../support/members';
import { createTestApp, send, type TestApp } from '../../support/test-app';
import { erase, fillEveryTable, minutesLater, tablesHolding, tablesWith } from './support';

let app: TestApp;
let other: Awaited<ReturnType<typeof found>>;
beforeAll(async () => {
  app = await createTestApp();
  other = await found(app.runtime, 'other');
  await ensurePartitionsFor(app.runtime.storage, [dayOf(Date.now())]);
  await fillEveryTable(app.runtime.storage, other.projectId);
});
afterAll(() => app.close());

async function foundFull(name: string) {
  const made = await found(app.runtime, name);
  const tables = await fillEveryTable(app.runtime.storage, made.projectId);
  const cookie = await signInAs(made.email);
  const at = { params: { projectId: String(made.projectId) }, cookie };
  const deleted = await send(DELETE, { ...at, method: 'DELETE', body: { name: `${name} API` } });
  const item = (await deleted.json()) as ErasureItem;
  const read = async (): Promise<ErasureItem> => {
    const params = { organizationId: made.organizationId, erasureId: item.id };
    return (await (await send(receiptOf, { params, cookie })).json()) as ErasureItem;
  };
  return { ...made, at, tables, item, read };
}

/** Tables with rows of the project. */
async function left(projectId: number): Promise<string[]> {
  const tables = await tablesWith(app.runtime.storage, 'project_id');
  const holding: string[] = [];
  for (const table of tables) {
    const { rowCount } = await app.runtime.storage.query(`select from "${table}" where project_id = $1 limit 1`, [
      projectId,
    ]);
    if (rowCount > 0) holding.push(table);
  }
  return holding;
}

test('a project that is deleted is gone at once, and then from every table; receipt and activity log stay', async () => {
  const { storage } = app.runtime;
  const shop = await foundFull('shop');
  expect(shop.tables.length).toBeGreaterThan(40);
  expect(shop.item).toMatchObject({ kind: 'project', state: 'queued', project: { name: 'shop API' } });
  expect((await send(GET, shop.at)).status).toBe(404);
  expect(await findIngestKey(storage, hashAccessKey(shop.ingestKey))).toBeNull();

  await erase(storage, new Date());
  expect(await shop.read()).toMatchObject({ state: 'running' }); // waits for posts that were under way
  await erase(storage, minutesLater(1));
  expect(await left(shop.projectId)).toEqual(['activity_log', 'erasure']);
  expect((await left(other.projectId)).length).toBeGreaterThan(40);

  const receipt = await shop.read();
  expect(receipt).toMatchObject({
    state: 'done',
    rows: { call: 1, incident: 1, finding: 1 },
    error: null,
    nextAt: null,
  });
  expect(receipt.subjectHash).toMatch(/^[0-9a-f]{32}$/);
  const log = await storage.query(
    `select action from activity_log where project_id = $1 and action like 'erasure%' order by id`,
    [shop.projectId],
  );
  expect(log.rows).toEqual([{ action: 'erasure.requested' }, { action: 'erasure.done' }]);
});

test('what arrives while a project is erased goes, too', async () => {
  const { storage } = app.runtime;
  const late = await foundFull('late');
  await erase(storage, new Date());
  await storage.query(
    `insert into mailbox_message (message_id, project_id, sender, recipient, subject, text, html) values ('late', $1, 'a', 'b', 'late words', '', '')`,
    [late.projectId],
  );
  await erase(storage, minutesLater(1));
  expect(await left(late.projectId)).toEqual(['activity_log', 'erasure']);
  expect(await tablesHolding(storage, 'late words')).toEqual([]);
});

test('a worker that is killed is taken over, counts nothing twice, and writes nothing when it wakes up', async () => {
  const { storage } = app.runtime;
  const killed = await foundFull('killed');
  const dead = await erasures.claimErasure(storage, { token: 'dead', now: new Date() });
  if (!dead) throw new Error('there was nothing to claim');
  const eraseFindings = () =>
    storage.transaction(async (tx) => {
      const rows = await erasures.deleteProjectRows(tx, { table: 'finding', projectId: dead.projectId, limit: 100 });
      await erasures.countErased(tx, dead, { table: 'finding', rows });
    });
  await eraseFindings();
  await erase(storage, new Date());
  expect(await left(killed.projectId)).toContain('incident'); // the claim stands
  await storage.query(`update erasure set claimed_until = now() - interval '1 second' where id = $1`, [dead.id]);
  await erase(storage, new Date());
  await erase(storage, minutesLater(1));
  await expect(eraseFindings()).rejects.toThrow(erasures.ErasureLostError);
  expect(await killed.read()).toMatchObject({ state: 'done', rows: { finding: 1, incident: 1 } });
});

test('what fails says so, tells nothing that it found, and is tried again', async () => {
  const { storage } = app.runtime;
  const broken = await foundFull('broken');
  const errors: object[] = [];
  const log = { info: () => undefined, error: (fields: object) => errors.push(fields) };
  const cut = {
    ...storage,
    query: (text: string, values?: readonly unknown[]) =>
      text.includes('pg_inherits') ? Promise.reject(new Error('secret value')) : storage.query(text, values),
  } as typeof storage;
  await erase(cut, new Date(), { log });
  const failed = await broken.read();
  expect(failed).toMatchObject({ state: 'failed', error: 'a step failed; it is tried again' });
  expect(errors).toHaveLength(1);
  await erase(storage, minutesLater(2));
  await erase(storage, minutesLater(3));
  expect(await broken.read()).toMatchObject({ state: 'done', error: null });
});

test('only with its name as it is', async () => {
  const made = await found(app.runtime, 'named');
  const at = { params: { projectId: String(made.projectId) }, cookie: await signInAs(made.email) };
  const answer = await send(DELETE, { ...at, method: 'DELETE', body: { name: 'named api' } });
  expect([answer.status, await answer.json()]).toMatchObject([
    400,
    { error: { fields: { name: 'must be the name of the project, as it is' } } },
  ]);
  expect((await send(GET, at)).status).toBe(200);
});
