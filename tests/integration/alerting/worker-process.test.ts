import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { waitFor } from '../../support';
import { createRulesWorld, MINUTE_MS } from './support';
import type { RulesWorld } from './support';

const running: ChildProcess[] = [];
let world: RulesWorld;

/** Rules that were made ten minutes ago and have been due since: nobody calls. */
const makeRule = (name: string): Promise<string> =>
  world.makeRule({ name, measure: 'calls', condition: { below: 1 }, forSeconds: 120 });

beforeEach(async () => {
  world = await createRulesWorld(Date.now() - 10 * MINUTE_MS);
});
const killAll = (): void => running.splice(0).forEach((child) => child.kill('SIGKILL'));
afterEach(async () => {
  killAll();
  await world.close();
});

/** `aheadMs`: so much later is it by the clock of its host. */
async function startWorker(aheadMs = 0): Promise<void> {
  const clock = `const D = Date, ahead = ${aheadMs}; globalThis.Date = class extends D {
    constructor(...of) { super(...(of.length ? of : [D.now() + ahead])); }
    static now() { return D.now() + ahead; }
  };`;
  const skewed = aheadMs === 0 ? [] : ['--import', `data:text/javascript,${encodeURIComponent(clock)}`];
  const child = spawn(process.execPath, [...skewed, 'dist/worker.js'], {
    env: {
      ...process.env,
      DATABASE_URL: world.appUrl,
      CALLWATCH_SECRET: 'a-secret-of-the-tests-with-32-characters',
      CALLWATCH_ROLES: 'worker',
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  running.push(child);
  await once(child, 'message');
}

const mails = async (): Promise<string[]> => {
  const { rows } = await world.storage.query<{ subject: string }>('select subject from mailbox_message order by id');
  return rows.map(({ subject }) => subject);
};

/** Recorded as sent: a worker that dies in between holds the channel for a minute. */
const told = (name: string): Promise<unknown> =>
  waitFor(
    async () => {
      const sent = await world.storage.query(`select 1 from outbox where state = 'sent' and subject like $1`, [
        `%${name}%`,
      ]);
      return sent.rowCount > 0;
    },
    { timeoutMs: 60_000, what: `the mail of the alert of ${name}` },
  );

test('worker processes evaluate what is due and tell it once, also after they were killed', async () => {
  await makeRule('First');
  await Promise.all([startWorker(), startWorker()]);
  await told('First');
  killAll();
  await makeRule('Second');
  await startWorker(); // takes over when the leases have run out
  await told('Second');
  expect(await mails()).toEqual([
    '[Shop] High alert #1 fired: First: Calls below 1 over 1 min',
    '[Shop] High alert #2 fired: Second: Calls below 1 over 1 min',
  ]);
  expect(await world.alerts()).toMatchObject([{ state: 'firing', value: 0 }, { state: 'firing' }]);
}, 120_000);

test('a worker whose host is three hours ahead evaluates up to the time of the database, and no further', async () => {
  const id = await makeRule('Third');
  await startWorker(3 * 60 * MINUTE_MS);
  await told('Third');
  const { rows } = await world.storage.query<{ ahead: boolean }>(
    'select evaluated_to > clock_timestamp() as ahead from rule_state where rule_id = $1',
    [id],
  );
  expect(rows).toEqual([{ ahead: false }]);
}, 120_000);
