import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createChannel, listMailbox } from '../../../lib/notify';
import { insertOutbox } from '../../../lib/storage';
import { createDeliverer, enqueue, ledger } from './deliverer';
import { createWorld } from './seed';
import type { World } from './seed';

const none = { outboundAllow: [] };

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

it('mail without an SMTP server is kept in the mailbox once, which counts as sent', async () => {
  await createChannel(world.context(), { kind: 'email', to: 'ops@example.com' }, none);
  await enqueue(world, { eventId: 1 });
  await createDeliverer(world).deliver();
  const { messages } = await listMailbox(world.context('owner', true), { limit: 10 });
  expect(messages).toMatchObject([
    {
      to: 'ops@example.com',
      from: 'Callwatch <callwatch@watch.example>',
      subject: expect.stringContaining('High incident #318 opened'),
      text: expect.stringContaining('412 failed logins'),
      html: expect.stringContaining('412 failed logins'),
      at: world.clock.now().toISOString(),
    },
  ]);
  expect(await ledger(world)).toMatchObject([{ state: 'sent' }]);
});

it('mail without an SMTP server never shows the link of a reset there, nor keeps it once sent', async () => {
  const id = randomUUID();
  const url = 'https://watch.example/reset?token=geheim';
  const row = { projectId: null, channelId: null, channelKind: 'email', ruleId: null } as const;
  await insertOutbox(
    world.storage,
    [
      {
        ...row,
        id,
        incidentId: null,
        incidentEventId: null,
        kind: 'password_reset',
        subject: 'Reset your password',
        payload: {
          type: 'mail',
          to: 'user@example.com',
          title: 'Reset your password',
          paragraphs: ['Someone asked for it.'],
          link: { label: 'Choose a password', url },
          hideLinks: true,
        },
      },
    ],
    world.clock.now(),
  );
  await createDeliverer(world).deliver();
  const { messages } = await listMailbox(world.context('owner', true), { limit: 10 });
  expect(messages).toHaveLength(1);
  expect(JSON.stringify(messages)).not.toContain('geheim');
  expect(messages[0]?.text).toContain('The link of this mail is not shown');
  const { rows } = await world.storage.query('select state, payload::text from outbox where id = $1', [id]);
  expect(rows[0]).toMatchObject({ state: 'sent', payload: expect.not.stringContaining('geheim') });
});

it('mail without an SMTP server is for instance admins alone, a page at a time', async () => {
  await expect(listMailbox(world.context('owner'), { limit: 10 })).rejects.toMatchObject({ code: 'forbidden' });
  await createChannel(world.context(), { kind: 'email', to: 'ops@example.com' }, none);
  await enqueue(world, { eventId: 1 }, { eventId: 2 }, { eventId: 3 });
  await createDeliverer(world).deliver();
  const admin = world.context('owner', true);
  const first = await listMailbox(admin, { limit: 2 });
  const rest = await listMailbox(admin, { limit: 2, ...(first.nextCursor && { cursor: first.nextCursor }) });
  expect([first.messages.length, rest.messages.length, rest.nextCursor]).toEqual([2, 1, null]);
});
