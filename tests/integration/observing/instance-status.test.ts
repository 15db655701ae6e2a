import { afterAll, beforeAll, expect, it } from 'vitest';
import { GET } from '../../../app/api/v1/status/route';
import type { InstanceStatusAnswer } from '../../../lib/shared';
import { beatProcess, endProcess } from '../../../lib/storage';
import { addMember, found, signInAs } from '../../support/members';
import { createTestApp, send, type TestApp } from '../../support/test-app';

let app: TestApp;
let admin: string;
let owner: string;
beforeAll(async () => {
  app = await createTestApp();
  const acme = await found(app.runtime, 'acme');
  const first = await addMember(app.runtime, acme.organizationId, 'owner');
  const second = await addMember(app.runtime, acme.organizationId, 'owner');
  await app.runtime.storage.query('update "user" set instance_admin = true where email = $1', [first.email]);
  [admin, owner] = [await signInAs(first.email), await signInAs(second.email)];
});
afterAll(() => app.close());

const FIGURES = { memoryBytes: 1, eventLoopLagMs: 1, connections: { open: 1, idle: 1, most: 2, waiting: 0 } };
const about = (id: string, roles: string[]) => ({ id, roles, version: '1.0.0', host: 'box', pid: 1 });
const read = async (): Promise<InstanceStatusAnswer> => {
  const answer = await send(GET, { cookie: admin });
  expect(answer.status).toBe(200);
  return answer.json();
};
const codes = ({ problems }: InstanceStatusAnswer): string[] => problems.map(({ code }) => code);

it('is for administrators of the instance, and not for owners of an organization', async () => {
  expect((await send(GET, { cookie: owner })).status).toBe(403);
  expect((await send(GET, {})).status).toBe(401);
});

it('tells of processes what they said themselves, adds up calls, and leaves out who ended', async () => {
  const { storage } = app.runtime;
  expect(codes(await read())).toEqual(expect.arrayContaining(['no_ingest', 'no_worker']));
  const ingest = { callsPerMinute: 40, queuedCalls: 2 };
  await beatProcess(storage, about('a', ['web', 'ingest']), {
    ...FIGURES,
    ingest,
    ingestConnections: { open: 5, idle: 0, most: 5, waiting: 1 },
    disk: { freeBytes: 9e9, totalBytes: 1e10 },
  });
  await beatProcess(storage, about('b', ['ingest']), { ...FIGURES, ingest });
  await beatProcess(storage, about('c', ['worker']), {
    ...FIGURES,
    loops: [{ job: 'rollup', failures: 0, passAgeSeconds: 1 }],
  });
  await beatProcess(storage, about('d', ['worker']), { of: 'another version' });
  await storage.query("update instance_process set seen_at = now() - interval '5 minutes' where id = 'd'");
  const status = await read();
  expect(codes(status)).not.toContain('no_worker');
  expect(status.ingest).toEqual({ callsPerMinute: 80, queuedCalls: 4, lost: [] });
  expect(status.disk).toEqual({ freeBytes: 9e9, totalBytes: 1e10 });
  expect(status.processes.map(({ id, figures }) => [id, figures !== null])).toEqual([
    ['a', true],
    ['b', true],
    ['c', true],
    ['d', false],
  ]);
  expect(status.processes[0]?.figures?.ingestConnections?.waiting).toBe(1);
  expect(status.processes[3]?.silentSeconds).toBeGreaterThanOrEqual(300);
  await endProcess(storage, 'c');
  expect(codes(await read())).toContain('no_worker');
});

it('forgets processes an hour after their last word', async () => {
  const { storage } = app.runtime;
  await storage.query("update instance_process set seen_at = now() - interval '61 minutes' where id = 'd'");
  await beatProcess(storage, about('a', ['web', 'ingest']), FIGURES);
  const { rows } = await storage.query<{ id: string }>('select id from instance_process order by id');
  expect(rows.map(({ id }) => id)).toEqual(['a', 'b']);
});

it('counts what the database holds: lost calls by reason, failed messages, the last backup', async () => {
  const { storage } = app.runtime;
  const sdk = (instance: string, dropped: object) =>
    storage.query(
      `insert into sdk_instance (project_id, environment_id, instance, sdk, dropped, routes, last_seen_at)
       values (1, 1, $1, 's', $2, '{}', now() - $3 * interval '1 hour')`,
      [instance, JSON.stringify(dropped), instance === 'old' ? 25 : 1],
    );
  await sdk('one', { queue_full: 5, too_large: 1 });
  await sdk('two', { queue_full: 7 });
  await sdk('old', { queue_full: 100 });
  await storage.query(
    `insert into outbox (id, channel_kind, kind, subject, payload, state) values ('m', 'email', 'test', 's', '{}', 'failed')`,
  );
  const backup = { takenAt: '2026-11-24T03:15:00.000Z', sizeBytes: 4_096 };
  await storage.query(`insert into instance_setting (name, value) values ('last_backup', $1)`, [
    JSON.stringify(backup),
  ]);
  const status = await read();
  expect(status.ingest.lost).toEqual([
    { reason: 'queue_full', calls: 12 },
    { reason: 'too_large', calls: 1 },
  ]);
  expect(status.backlog.deliveries.failed).toBe(1);
  expect(status.backup).toEqual(backup);
  expect(codes(status)).toContain('deliveries_failed');
});
