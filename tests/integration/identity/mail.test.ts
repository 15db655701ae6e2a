import { afterAll, beforeAll, expect, test } from 'vitest';
import { POST as join } from '../../../app/api/v1/invitations/join/route';
import { POST as invite } from '../../../app/api/v1/organizations/[organizationId]/invitations/route';
import { POST as confirmReset } from '../../../app/api/v1/password-reset/confirm/route';
import { POST as requestReset } from '../../../app/api/v1/password-reset/route';
import { createDeliverJob } from '../../../worker/jobs/deliver';
import { found, PASSWORD, signInAs, trySignIn } from '../../support/members';
import { createTestApp, send, type TestApp } from '../../support/test-app';
import { receiveMail, type MailReceiver } from '../notify/receivers';

let app: TestApp;
let server: MailReceiver;
beforeAll(async () => {
  app = await createTestApp();
  server = await receiveMail();
});
afterAll(async () => {
  await server.close();
  await app.close();
});

/** Sends what is due as the worker does. */
async function deliver(): Promise<void> {
  const { storage, env, now } = app.runtime;
  const job = createDeliverJob({
    storage,
    now,
    log: { warn: () => undefined, error: () => undefined },
    random: () => 0,
    smtpUrl: server.url,
    mailFrom: 'Callwatch <callwatch@watch.example>',
    outboundAllow: [],
    secret: env.secret,
    baseUrl: env.url,
  });
  await job.run(new AbortController().signal);
  await job.idle();
  await job.close();
}

/** Token of the link in the last mail, as a person finds it; the same in both forms of the mail. */
function tokenInLastMail(page: string): string {
  const text = (server.mails.at(-1)?.raw ?? '').replace(/=\r?\n/g, '');
  const found = new Set([...text.matchAll(new RegExp(`${page}#([\\w-]{43})`, 'g'))].map((match) => match[1]));
  expect(found.size).toBe(1);
  return [...found][0] ?? '';
}

test('a forgotten password is set by the link that a real mail server got, and the link is kept nowhere', async () => {
  const { email } = await found(app.runtime, 'alpha');
  await send(requestReset, { method: 'POST', body: { email } });
  await deliver();
  expect(server.mails.at(-1)).toMatchObject({ to: [email] });
  const token = tokenInLastMail('/reset-password');
  const { rows } = await app.runtime.storage.query('select state, payload::text from outbox');
  expect(rows).toEqual([{ state: 'sent', payload: expect.not.stringContaining(token) }]);
  const password = 'another-quiet-orchard-9';
  expect((await send(confirmReset, { method: 'POST', body: { token, password } })).status).toBe(204);
  expect((await trySignIn(email, password)).status).toBe(200);
});

test('an invited person joins by the link that a real mail server got; names of others cannot forge the mail', async () => {
  const { email, organizationId } = await found(app.runtime, 'beta');
  const name = 'Beta <b>\u2028Bcc: x@evil.test';
  await app.runtime.storage.prisma.organization.update({ where: { id: organizationId }, data: { name } });
  const cookie = await signInAs(email);
  const body = { email: 'guest@beta.test', role: 'member' };
  const params = { organizationId };
  expect((await send(invite, { method: 'POST', params, body, cookie })).status).toBe(200);
  await deliver();
  expect(server.mails.at(-1)).toMatchObject({ to: ['guest@beta.test'] });
  expect(server.mails.at(-1)?.raw).not.toMatch(/^Bcc:/im);
  const token = tokenInLastMail('/invitation');
  const form = { token, name: 'Guest', password: PASSWORD };
  expect((await send(join, { method: 'POST', body: form })).status).toBe(200);
  expect((await trySignIn('guest@beta.test', PASSWORD)).status).toBe(200);
});
