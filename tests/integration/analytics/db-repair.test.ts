import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRollupJob } from '../../../worker/jobs/rollup';
import { commandFile } from '../../support/command-file';
import { createCallsWorld, randomCall, seededRandom } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';

let world: CallsWorld;
beforeAll(async () => {
  world = await createCallsWorld();
});
afterAll(() => world.close());

async function repair(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [commandFile('db-repair'), ...args], {
    env: { ...process.env, DATABASE_URL: world.appUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: Number(code), out, err };
}

test.each([
  [[], '--day'],
  [['--day', '2026-02-30'], '"2026-02-30" is no day'],
  [['--day', '2099-01-01'], 'has not begun'],
  [['--day', '2026-01-01', '--project', 'nowhere'], 'no project "nowhere"'],
  [['--day', '2026-01-01', '--dry'], "unknown option '--dry'"],
])('db:repair %j is refused in one line with exit code 2', async (args, reason) => {
  const { code, out, err } = await repair(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.trimEnd()).not.toContain('\n');
  expect(err).toContain(reason);
});

test('db:repair mends a day and says what it did', async () => {
  const { storage, projectId, store } = world;
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const fromMs = Date.parse(day);
  const random = seededRandom(5);
  const make = () => randomCall({ projectId, random, fromMs, toMs: fromMs + 86_400_000 });
  await store(Array.from({ length: 200 }, make));
  const job = createRollupJob({
    storage,
    now: () => new Date(),
    log: { error: (fields) => expect(fields).toBeNull() },
  });
  await job.run(new AbortController().signal);
  await store(Array.from({ length: 100 }, make)); // still waits
  await storage.query('update endpoint_day set calls = 1');
  const { code, out } = await repair('--day', day, '--project', 'shop');
  expect(code).toBe(0);
  expect(out).toContain(`${day}, project ${projectId} (shop): rebuilt, 1 waiting batches of calls folded`);
  const { rows } = await storage.query<{ n: number }>(
    'select sum(calls)::int n from endpoint_day where endpoint_id = 0',
  );
  expect(rows[0]?.n).toBe(300);
});

test('db:repair leaves a day whose calls were deleted while less was kept, says so and fails', async () => {
  const { storage, projectId } = world;
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  await storage.query('update project set calls_since = now()');
  await storage.query('delete from call');
  const { code, err } = await repair('--day', day, '--project', String(projectId));
  expect(code).toBe(1);
  expect(err.trimEnd()).toBe(
    `db:repair: ${day}, project ${projectId} (shop): left as they are: production, staging; raw calls of this day were deleted while less was kept`,
  );
  const days = `select sum(calls)::int n from endpoint_day where endpoint_id = 0 and environment_id <> 3`;
  expect((await storage.query<{ n: number }>(days)).rows[0]?.n).toBeGreaterThan(200);
});
