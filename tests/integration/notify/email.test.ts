import { afterEach, beforeEach, expect, it } from 'vitest';
import { createChannel } from '../../../lib/notify';
import { createDeliverer, enqueue, ledger } from './deliverer';
import type { Deliverer } from './deliverer';
import { receiveMail } from './receivers';
import type { MailReceiver } from './receivers';
import { createWorld } from './seed';
import type { World } from './seed';

const none = { outboundAllow: [] };

let world: World;
let server: MailReceiver;
let deliverer: Deliverer;
beforeEach(async () => {
  world = await createWorld();
  server = await receiveMail();
  deliverer = createDeliverer(world, { smtpUrl: server.url });
  await createChannel(world.context(), { kind: 'email', to: 'ops@example.com' }, none);
});
afterEach(async () => {
  await deliverer.job.close();
  await server.close();
  await world.close();
});

it('mail over SMTP carries the id of the outbox, both forms, and one thread an incident', async () => {
  await enqueue(world, { eventId: 1 });
  world.clock.advance(1);
  await enqueue(world, { eventId: 2, kind: 'raised_to_critical', severity: 'critical' });
  world.clock.advance(1);
  await enqueue(world, { eventId: 3, incidentId: 319 });
  await deliverer.deliver();
  const [opened, raised, other] = server.mails;
  const [first] = await ledger(world);
  expect(opened?.header('Message-ID')).toBe(`<${first?.id}@watch.example>`);
  expect(opened?.header('References')).toBeNull();
  expect(raised?.header('In-Reply-To')).toBe(opened?.header('Message-ID'));
  expect(raised?.header('References')).toBe(opened?.header('Message-ID'));
  expect(other?.header('References')).toBeNull();
  expect(opened?.raw).toContain('text/plain');
  expect(opened?.raw).toContain('text/html');
  expect(opened?.header('Auto-Submitted')).toBe('auto-generated');
  expect(opened).toMatchObject({ from: 'callwatch@watch.example', to: ['ops@example.com'] });
  expect(await ledger(world)).toMatchObject(
    [1, 2, 3].map(() => ({ state: 'sent', attempts: [{ status: 250, error: null }], nextAttemptAt: null })),
  );
  expect(server.connections()).toBe(1);
});

it('mail over SMTP goes to one address, whatever someone wrote into the table', async () => {
  await world.storage.query(`update channel set config = '{"to": "a@example.com, b@example.com"}'`);
  await enqueue(world, { eventId: 1 });
  await deliverer.deliver();
  expect(server.mails).toEqual([]);
  expect((await ledger(world)).filter((item) => item.kind === 'opened')).toMatchObject([{ state: 'failed' }]);
});

it('mail over SMTP cannot be given other headers by a title', async () => {
  await enqueue(world, { eventId: 1, title: 'x\r\nBcc: everyone@example.com\r\n\r\nbody' });
  await deliverer.deliver();
  expect(server.mails[0]?.header('Bcc')).toBeNull();
  expect(server.mails[0]?.to).toEqual(['ops@example.com']);
});

it('mail over SMTP is tried again when the server cannot take it now, and for 30 min when it refuses it', async () => {
  server.refuseWith({ code: 451, text: 'come back later' });
  await enqueue(world, { eventId: 1 });
  await deliverer.deliver();
  expect((await ledger(world))[0]).toMatchObject({
    state: 'retrying',
    nextAttemptAt: '2026-11-24T13:00:05.000Z',
    attempts: [{ status: 451, error: expect.stringContaining('come back later') }],
  });
  server.refuseWith({ code: 554, text: 'spam' });
  for (const seconds of [5, 300, 1_495]) {
    world.clock.advance(seconds);
    await deliverer.deliver();
  }
  const [item] = await ledger(world);
  expect(item).toMatchObject({ state: 'failed', nextAttemptAt: null });
  expect(item?.attempts.map((attempt) => attempt.status)).toEqual([451, 554, 554, 554]);
  server.refuseWith(null);
  world.clock.advance(1);
  await deliverer.deliver();
  expect(server.mails.map((mail) => mail.to)).toEqual([['owner@example.com']]);
  expect((await ledger(world)).at(-1)).toMatchObject({
    kind: 'delivery_failed',
    state: 'sent',
    subject: '[shop-api] The channel “ops@example.com” did not get a message',
  });
});

it('mail over SMTP is tried again when the server is away', async () => {
  await server.close();
  await enqueue(world, { eventId: 1 });
  await deliverer.deliver();
  expect((await ledger(world))[0]).toMatchObject({ state: 'retrying', attempts: [{ status: null }] });
});
