import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET as me } from '../../../app/api/v1/me/route';
import { POST as auth } from '../../../app/api/auth/[...all]/route';
import { found, PASSWORD } from '../../support/members';
import { cookiesOf, createTestApp, send, type TestApp } from '../../support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp('https://watch.example');
});
afterAll(() => app.close());

test('over https the session cookie is Secure with a prefixed name, and browsers are told to stay on https', async () => {
  const { email } = await found(app.runtime, 'acme');
  const answer = await send(auth, {
    method: 'POST',
    params: { all: ['sign-in', 'email'] },
    body: { email, password: PASSWORD },
    origin: 'https://watch.example',
  });
  expect(answer.headers.getSetCookie()[0]).toMatch(
    /^__Secure-callwatch\.session_token=.*HttpOnly; Secure; SameSite=Lax/,
  );
  expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
  expect((await send(me, { cookie: cookiesOf(answer) })).status).toBe(200);
});
