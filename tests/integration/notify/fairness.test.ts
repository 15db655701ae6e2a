import { afterEach, beforeEach, expect, it } from 'vitest';
import { createChannel, testChannel } from '../../../lib/notify';
import { findDueQueues, insertOutbox, instanceMail } from '../../../lib/storage';
import { waitFor } from '../../support';
import { createDeliverer, ledger } from './deliverer';
import { receiveHooks, receiveMail } from './receivers';
import { addNeighbour, createWorld } from './seed';
import type { World } from './seed';

const loopback = { outboundAllow: ['127.0.0.0/8'] };
const { signal } = new AbortController();

let world: World;
let neighbour: World;
beforeEach(async () => {
  world = await createWorld();
  neighbour = await addNeighbour(world);
});
afterEach(() => world.close());

async function addHook(owner: World, url: string, tests: number): Promise<string> {
  const { id } = await createChannel(owner.context(), { kind: 'webhook', url }, loopback);
  for (let sent = 0; sent < tests; sent += 1) await testChannel(owner.context(), { channelId: id });
  return id;
}

it('a receiver that never answers holds up no other organization', async () => {
  const dead = await receiveHooks();
  const healthy = await receiveHooks();
  dead.answerWith(() => undefined);
  for (let channel = 0; channel < 34; channel += 1) await addHook(world, dead.url, 4);
  const { job } = createDeliverer(world, { webhookTimeoutMs: 120_000 });
  await job.run(signal);
  await waitFor(() => dead.posts.length === 32, { what: 'half of the places in use' });

  world.clock.advance(1);
  await addHook(neighbour, healthy.url, 3);
  await job.run(signal);
  await waitFor(async () => (await ledger(neighbour)).every((item) => item.state === 'sent'));
  expect(healthy.posts).toHaveLength(3);
  expect(dead.posts).toHaveLength(32);

  const closed = job.close();
  await dead.close();
  await closed;
  await job.idle();
  await healthy.close();
});

it('mail that is not taken holds up no other organization', async () => {
  const server = await receiveMail();
  server.holdFor('slow.example');
  const addMail = async (owner: World, to: string): Promise<void> => {
    const { id } = await createChannel(owner.context(), { kind: 'email', to }, loopback);
    await testChannel(owner.context(), { channelId: id });
  };
  for (let channel = 0; channel < 10; channel += 1) await addMail(world, `ops${channel}@slow.example`);
  const { job } = createDeliverer(world, { smtpUrl: server.url });
  await job.run(signal);
  await waitFor(() => server.mails.length === 4, { what: 'half of the places in use' });

  world.clock.advance(1);
  await addMail(neighbour, 'ops@example.com');
  await job.run(signal);
  await waitFor(async () => (await ledger(neighbour)).every((item) => item.state === 'sent'));
  expect(server.mails.map((mail) => mail.to[0]).slice(4)).toEqual(['ops@example.com']);

  const closed = job.close();
  await server.close();
  await closed;
  await job.idle();
});

it('queues that are due are found by turns of the organizations, however many one has', async () => {
  const first = [await addHook(world, 'http://127.0.0.1:9/a', 2), await addHook(world, 'http://127.0.0.1:9/b', 1)];
  world.clock.advance(1);
  const theirs = await addHook(neighbour, 'http://127.0.0.1:9/c', 1);
  const due = await findDueQueues(world.storage, world.clock.now(), 2);
  expect(first).toContain(due[0]?.name);
  expect(due).toMatchObject([{ owner: world.organizationId }, { name: theirs, owner: neighbour.organizationId }]);
});

it('mail to the owners of one project waits in another queue than that of another project, or of the instance', async () => {
  const mail = instanceMail('password_reset', {
    type: 'mail',
    to: 'olga@example.com',
    title: 'Mail',
    paragraphs: [],
    link: null,
    hideLinks: false,
  });
  const rows = [null, world.projectId, neighbour.projectId].map((projectId, n) => ({ ...mail, id: `${n}`, projectId }));
  await insertOutbox(world.storage, rows, world.clock.now());
  const due = await findDueQueues(world.storage, world.clock.now());
  expect(new Map(due.map(({ name, owner }) => [name, owner]))).toEqual(
    new Map([
      ['instance', 'instance'],
      [`project:${world.projectId}`, world.organizationId],
      [`project:${neighbour.projectId}`, neighbour.organizationId],
    ]),
  );
  await createDeliverer(world).deliver();
  const { rows: left } = await world.storage.query(`select id from outbox where state <> 'sent'`);
  expect(left).toEqual([]);
});
