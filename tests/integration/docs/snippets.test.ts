import { expect, it } from 'vitest';
import { createChannel } from '../../../lib/notify';
import { waitFor } from '../../support';
import { typeFaults } from '../../support/docs/check-types';
import { blocksOf, nameOf, type Block } from '../../support/docs/documents';
import { HOSTS, hostsOf, programOf, type Wanted } from '../../support/docs/hosts';
import { interrupt, runHost } from '../../support/docs/run-host';
import { startIngest, type IngestWorld } from '../ingest/harness';
import { createDeliverer, enqueue, ledger } from '../notify/deliverer';
import { createWorld } from '../notify/seed';

const typed = blocksOf('ts');
const blocks = [...typed, ...blocksOf('js')];
const named = (some: readonly Block[]) => some.map((block) => [nameOf(block), block] as const);
const isReceiver = ({ text }: Block): boolean => text.includes('webhook.verify');

it.each(named(blocks))('%s has one program around it', (_, block) => {
  expect(hostsOf(block)).toHaveLength(1);
});

it('every program around a snippet has its snippet', () => {
  expect(HOSTS.filter((host) => !blocks.some((block) => hostsOf(block).includes(host)))).toEqual([]);
});

it('TypeScript passes each snippet in its program', () => {
  const files = typed.map((block, index) => [`tests/support/docs/shown-${index}.ts`, programOf(block)] as const);
  expect(typeFaults(Object.fromEntries(files))).toEqual([]);
});

const STORED = `
  select p.method || ' ' || p.route as endpoint, status, flags & 3 as login, encode(account_hash, 'hex') as account
    from call join endpoint p on (p.project_id, p.id) = (call.project_id, endpoint_id) and p.route <> '__other__'`;

interface Stored {
  endpoint: string;
  status: number;
  login: number;
  account: string | null;
}
const stored = async ({ storage }: IngestWorld): Promise<Stored[]> => (await storage.query<Stored>(STORED)).rows;

async function ask(url: string, { asks, status }: Wanted): Promise<void> {
  const [method = '', path = ''] = asks.split(' ');
  const answer = await fetch(url + path, { method });
  await answer.arrayBuffer();
  expect([asks, answer.status]).toEqual([asks, status]);
}

it.each(named(blocks.filter((block) => !isReceiver(block))))(
  'the API of %s reports its calls',
  async (_, block) => {
    const world = await startIngest();
    const { wants } = hostsOf(block)[0] ?? { wants: [] };
    const host = await runHost(block, { url: world.url, key: world.ingestKey });
    for (const wanted of wants) await ask(host.url, wanted);
    const lines = (calls: Pick<Stored, 'endpoint' | 'status' | 'login'>[]): string[] =>
      calls.map(({ endpoint, status, login }) => `${endpoint} ${status} ${login}`).sort();
    const wanted = wants.map(({ asks, route, status, login = 0 }) => ({
      endpoint: `${asks.split(' ')[0]} ${route}`,
      status,
      login,
    }));
    if (block.text.includes("process.once('SIGINT'")) {
      expect(await interrupt(host)).toBe(0);
      expect(host.said()).toContain('acknowledged');
    }
    await waitFor(async () => (await stored(world)).length >= wants.length, { timeoutMs: 20_000, what: 'the calls' });
    const calls = await stored(world);
    expect(lines(calls)).toEqual(lines(wanted));
    const account = { account: 'ada@example.com', loginOutcome: 'failure' };
    await world.post({
      calls: [{ finishedAt: Date.now(), method: 'POST', route: '/by-hand', status: 401, ...account }],
    });
    const own = (await stored(world)).find(({ endpoint }) => endpoint === 'POST /by-hand')?.account;
    for (const { login, account: hash } of calls.filter((call) => call.login > 0))
      expect([login, hash]).toEqual([login, own]);
  },
  60_000,
);

it.each(named(blocks.filter(isReceiver)))(
  'the receiver of %s takes what is signed, and nothing else',
  async (_, block) => {
    const world = await createWorld();
    const now = new Date();
    world.clock.advance((now.getTime() - world.clock.now().getTime()) / 1_000);
    const loopback = { outboundAllow: ['127.0.0.0/8'] };
    const make = (url: string) => createChannel(world.context(), { kind: 'webhook', url, name: 'ops' }, loopback);
    const { id, secret } = await make('http://127.0.0.1:9/callwatch');
    const host = await runHost(block, { url: 'http://127.0.0.1:9', key: 'cwk_none', secret: secret ?? '' });
    await world.storage.query(`update channel set config = $1 where id = $2`, [{ url: `${host.url}/callwatch` }, id]);
    await enqueue(world, { eventId: 1 });
    await createDeliverer(world).deliver();
    expect(await ledger(world)).toMatchObject([{ state: 'sent', attempts: [{ status: 204, error: null }] }]);
    await waitFor(() => host.said().includes('incident.opened'));
    const forged = await fetch(`${host.url}/callwatch`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(forged.status).toBe(500);
    await world.close();
  },
);
