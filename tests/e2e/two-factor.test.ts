import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, stepAt } from '../../lib/auth/second-factor/totp';
import { receiveMail, type MailReceiver } from '../integration/notify/receivers';
import { launchBrowser, waitFor } from '../support';
import { ageSessions } from '../support/age-sessions';
import { openInstance, openPage, OWNER, setUpShop, type OpenInstance } from '../support/open-instance';
import { fromBase32 } from '../support/second-factor';

const NEW_PASSWORD = 'orchard-tunnel-88-mint';

let browser: Browser;
let instance: OpenInstance;
let mail: MailReceiver;
let page: Page;
let secret = '';
let recoveryCodes: string[] = [];
/** Step of the last code that was given. */
let lastStep = 0;

beforeAll(async () => {
  mail = await receiveMail();
  [browser, instance] = await Promise.all([launchBrowser(), openInstance({ SMTP_URL: mail.url })]);
  ({ page } = await openPage(browser, instance.url));
  await setUpShop(page.request, instance);
});
afterAll(async () => {
  await browser.close();
  await instance.close();
  await mail.close();
});

/** A code that counts and was not given yet: of now, else of the step after, which counts already. */
function freshCode(): string {
  const step = Math.max(stepAt(new Date()), lastStep + 1);
  lastStep = step;
  return codeOf(fromBase32(secret), step);
}

async function passFirstStep(password: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(OWNER.email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Code', { exact: true }).waitFor();
}

async function give(label: 'Code' | 'Recovery code', text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const isIn = () => page.getByRole('heading', { name: 'Overview' }).waitFor();
const isRefused = () => page.getByText('The code is wrong or was used already').waitFor();
/** Whether the browser has a session: the page of the account is shown and not the sign-in. */
const hasSession = () => page.evaluate(async () => (await fetch('/api/v1/me')).status === 200);

test('an app is enrolled by QR code and secret; the recovery codes are shown once', async () => {
  await page.goto('/account');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByLabel('Your password').fill(OWNER.password);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('img', { name: 'QR code of the secret' }).waitFor();
  secret = await page.getByLabel('Secret').inputValue();
  await page.getByLabel('Code', { exact: true }).fill(freshCode());
  await page.getByRole('button', { name: 'Switch on' }).click();
  const list = page.getByRole('list', { name: 'Recovery codes' });
  await list.waitFor();
  recoveryCodes = await list.getByRole('listitem').allInnerTexts();
  expect(new Set(recoveryCodes).size).toBe(10);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('10 recovery codes left').waitFor();
  await page.reload();
  await page.getByText('10 recovery codes left').waitFor();
  expect(await page.getByText(recoveryCodes[0] ?? '').count()).toBe(0);
});

test('a sign-in asks for a code, and a code that was used is refused', async () => {
  await page.getByRole('button', { name: 'Organization and account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
  await passFirstStep(OWNER.password);
  expect(await hasSession()).toBe(false);
  const code = freshCode();
  await give('Code', code);
  await isIn();
  await passFirstStep(OWNER.password);
  await give('Code', code);
  await isRefused();
  expect(await hasSession()).toBe(false);
});

test('a recovery code signs in once', async () => {
  await passFirstStep(OWNER.password);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await give('Recovery code', recoveryCodes[0] ?? '');
  await isIn();
  await passFirstStep(OWNER.password);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await give('Recovery code', recoveryCodes[0] ?? '');
  await isRefused();
  expect(await hasSession()).toBe(false);
});

test('a password that was reset by mail does not bypass the second factor', async () => {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgotten the password?' }).click();
  await page.getByRole('heading', { name: 'Forgotten password' }).waitFor();
  await page.getByLabel('Email').fill(OWNER.email);
  await page.getByRole('button', { name: 'Send a link' }).click();
  await page.getByText('a mail with a link is on its way').waitFor();
  const link = await waitFor(() => linkOf(mail), { timeoutMs: 20_000, what: 'the mail with the link' });
  await page.goto(link);
  await page.getByLabel('New password').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByText('The new password is set').waitFor();
  expect(await hasSession()).toBe(false);
  await passFirstStep(NEW_PASSWORD);
  expect(await hasSession()).toBe(false);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await give('Recovery code', recoveryCodes[1] ?? '');
  await isIn();
});

test('a sensitive change asks again who is there once the sign-in is old, then goes on', async () => {
  await ageSessions(instance.dataDir);
  await page.goto('/account');
  await page.getByText('8 recovery codes left').waitFor();
  await page.getByRole('button', { name: 'Switch off…' }).click();
  await page.getByRole('button', { name: 'Switch off', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Confirm it is you' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Confirm it is you: give your password or a code first').waitFor(); // nothing has changed
  await page.getByText('8 recovery codes left').waitFor();
  await page.getByRole('button', { name: 'Switch off', exact: true }).click();
  await dialog.getByRole('button', { name: 'Use the password' }).click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'password');
  await page.keyboard.type(NEW_PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Set up' }).waitFor();
});

/** The link of the last mail, whose lines are wrapped for the way. */
function linkOf({ mails }: MailReceiver): string | undefined {
  const text = mails.at(-1)?.raw.replace(/=\r\n/g, '').replace(/=3D/g, '=') ?? '';
  return /https?:\/\/\S+\/reset-password#[\w-]+/.exec(text)?.[0];
}
