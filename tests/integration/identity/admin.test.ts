import { execFile } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET as me } from '../../../app/api/v1/me/route';
import { GET as project } from '../../../app/api/v1/projects/[projectId]/route';
import { ensureSetupToken } from '../../../lib/projects';
import { findIngestKey, hashAccessKey, openSecret } from '../../../lib/storage';
import { failureOf } from '../../../scripts/admin/failure';
import { runBootstrap } from '../../../scripts/admin/run-bootstrap';
import { runList } from '../../../scripts/admin/run-list';
import { runResetTwoFactor } from '../../../scripts/admin/run-reset-two-factor';
import { runResetPassword } from '../../../scripts/admin/run-reset-password';
import { commandFile } from '../../support/command-file';
import { enrolSecondFactor } from '../../support/second-factor';
import { signInAs, trySignIn } from '../../support/members';
import { createTestApp, send, type TestApp } from '../../support/test-app';

let app: TestApp;
let env: Record<string, string>;
beforeAll(async () => {
  app = await createTestApp();
  const url = app.runtime.storage.pool.options.connectionString ?? '';
  env = { DATABASE_URL: url, CALLWATCH_SECRET: app.runtime.env.secret };
});
afterAll(() => app.close());

const root = path.resolve(import.meta.dirname, '../../..');
const names = { organization: 'Acme', project: 'Shop API' };

/** The command as a person runs it. */
function admin(args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const options = { cwd: root, env: { ...process.env, ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, [commandFile('admin'), ...args], options, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

test('the command prints working secrets as JSON on its last line, and one line with exit code 2 for bad input', async () => {
  const options = ['--email', 'cli@acme.test', '--password', 'violet-harbour-47-lantern', '--organization', 'Cli'];
  const [made, incomplete] = await Promise.all([
    admin(['bootstrap', ...options, '--project', 'One']),
    admin(['bootstrap', ...options]),
  ]);
  expect([made.code, made.stderr]).toEqual([0, '']);
  const answer: unknown = JSON.parse(made.stdout.trim().split('\n').at(-1) ?? '');
  expect(Object.keys(Object(answer)).sort()).toEqual(['apiToken', 'ingestKey', 'organizationId', 'projectId']);
  const again = await admin(['bootstrap', ...options, '--project', 'One']);
  expect([again.code, again.stderr]).toEqual([
    0,
    'admin: password of cli@acme.test kept: the user was there already (reset-password sets another)\n',
  ]);
  expect(Object.keys(Object(JSON.parse(again.stdout)))).toEqual(Object.keys(Object(answer)));
  expect([incomplete.code, incomplete.stdout]).toEqual([2, '']);
  expect(incomplete.stderr).toBe("admin: required option '--project <name>' not specified\n");
});

test.each([
  [[], 'name a command: bootstrap, reset-password, reset-two-factor or list'],
  [['bootstap'], "unknown command 'bootstap' (Did you mean bootstrap?)"],
])('the command %o is answered by a line, the usage and exit code 2', async (args, line) => {
  const { code, stdout, stderr } = await admin(args);
  expect([code, stdout, stderr.split('\n')[0]]).toEqual([2, '', `admin: ${line}`]);
  expect(stderr).toMatch(/^Usage: admin .*\n[^]*bootstrap[^]*reset-password[^]*reset-two-factor[^]*list/m);
});

test('bootstrap ends the set-up; again it keeps project and password and gives new secrets beside the old ones', async () => {
  const { storage, now } = app.runtime;
  const { answer: first, note } = await runBootstrap(env, {
    email: 'Owner@Acme.test',
    password: 'violet-harbour-47-lantern',
    ...names,
  });
  const { answer: second } = await runBootstrap(env, {
    email: 'owner@acme.test',
    password: 'a-different-long-phrase',
    ...names,
  });
  expect(note).toBeNull();
  expect([second.organizationId, second.projectId]).toEqual([first.organizationId, first.projectId]);
  expect(second.ingestKey).not.toBe(first.ingestKey);
  expect(await ensureSetupToken(storage, now)).toBeNull();
  for (const { ingestKey, apiToken, projectId } of [first, second]) {
    const key = await findIngestKey(storage, hashAccessKey(ingestKey));
    expect(openSecret(app.runtime.env.secret, key?.accountKey ?? new Uint8Array())).toHaveLength(32);
    const answer = await send(project, { params: { projectId: String(projectId) }, token: apiToken });
    expect(await answer.json()).toMatchObject({ id: projectId, name: 'Shop API' });
  }
  const cookie = await signInAs('owner@acme.test', 'violet-harbour-47-lantern');
  expect((await send(me, { cookie })).status).toBe(200);
  expect((await trySignIn('owner@acme.test', 'a-different-long-phrase')).status).toBe(401);
});

test('two at once make one user, one organization and one project', async () => {
  const twins = {
    email: 'twin@acme.test',
    password: 'violet-harbour-47-lantern',
    organization: 'Twins',
    project: 'One',
  };
  const [one, two] = await Promise.all([runBootstrap(env, twins), runBootstrap(env, twins)]);
  expect(one.answer.projectId).toBe(two.answer.projectId);
  expect(await app.runtime.storage.prisma.organization.count({ where: { name: 'Twins' } })).toBe(1);
});

test('reset-password ends the sessions of the user, and list shows who is there without secrets', async () => {
  const { answer: made } = await runBootstrap(env, {
    email: 'r@acme.test',
    password: 'violet-harbour-47-lantern',
    ...names,
  });
  const cookie = await signInAs('r@acme.test', 'violet-harbour-47-lantern');
  const line = await runResetPassword(env, { email: 'r@acme.test', password: 'another-quiet-orchard-9' });
  expect(line).toBe('password of r@acme.test is set; sessions ended: 1');
  expect((await send(me, { cookie })).status).toBe(401);
  await signInAs('r@acme.test', 'another-quiet-orchard-9');
  const list = await runList(env);
  expect(list).toContain('r@acme.test  owner of Acme');
  expect(list).toContain(`${made.projectId}  Shop API  (Acme)`);
  expect(list).not.toContain('cw');
});

test('reset-two-factor takes the second factor and its recovery codes, and ends the sessions of the user', async () => {
  const email = 'lost@acme.test';
  await runBootstrap(env, { email, password: 'violet-harbour-47-lantern', ...names });
  expect(await runResetTwoFactor(env, { email })).toBe(`${email} has no second factor`);
  const cookie = await signInAs(email, 'violet-harbour-47-lantern');
  await enrolSecondFactor(app, cookie);
  expect(await runResetTwoFactor(env, { email })).toBe(`second factor of ${email} is removed; sessions ended: 1`);
  expect((await send(me, { cookie })).status).toBe(401);
  expect(await app.runtime.storage.prisma.recoveryCode.count({ where: { user: { email } } })).toBe(0);
  await signInAs(email, 'violet-harbour-47-lantern');
});

test('what cannot be used is one line with exit code 2, what cannot be reached one line with exit code 1', async () => {
  const password = 'violet-harbour-47';
  const away = { ...env, DATABASE_URL: 'postgresql://callwatch_app:hunter2@127.0.0.1:1/none' };
  const nowhere = { CALLWATCH_DATA_DIR: path.join(root, 'tests', 'no-such-folder') };
  const runs: [code: number, run: () => Promise<unknown>][] = [
    [2, () => runBootstrap(env, { email: 'nobody', password, ...names })],
    [2, () => runBootstrap(env, { email: 'new@acme.test', password: 'short', ...names })],
    [2, () => runBootstrap(env, { email: 'new@acme.test', password, organization: ' ', project: 'x' })],
    [2, () => runResetPassword(env, { email: 'nobody@acme.test', password })],
    [2, () => runResetPassword(env, { email: 'owner@acme.test', password: 'password1234' })],
    [2, () => runResetTwoFactor(env, { email: 'nobody@acme.test' })],
    [1, () => runList(nowhere)],
    [1, () => runList(away)],
  ];
  for (const [code, run] of runs) {
    const failure = await run().then(() => null, failureOf);
    expect(failure).toEqual({ line: expect.stringMatching(/^admin: [^\n]+$/), exitCode: code });
    expect(failure?.line).not.toMatch(/violet|hunter2/);
  }
  expect(await app.runtime.storage.prisma.user.count({ where: { email: 'new@acme.test' } })).toBe(0);
});
