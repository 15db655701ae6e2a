import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ErasuresAnswer, SetUpAnswer } from '../../lib/shared';
import { launchBrowser } from '../support';
import { ageSessions } from '../support/age-sessions';
import {
  openInstance,
  openPage,
  ordinaryCalls,
  OWNER,
  sendCalls,
  setUpShop,
  type OpenInstance,
  type Shown,
} from '../support/open-instance';

let browser: Browser;
let instance: OpenInstance;
let shown: Shown;
let made: SetUpAnswer;

beforeAll(async () => {
  [browser, instance] = await Promise.all([launchBrowser(), openInstance()]);
  shown = await openPage(browser, instance.url);
  made = await setUpShop(shown.page.request, instance);
  await sendCalls(instance.url, made.ingestKey, ordinaryCalls(Date.now()));
});
afterAll(async () => {
  await browser.close();
  await instance.close();
});

const settings = () => `/projects/${made.project.id}/settings`;

test('an owner keeps less only after the page told what goes, and reads what it takes on disk', async () => {
  const { page } = shown;
  await page.goto(settings());
  const panel = page.getByRole('region', { name: 'Storage' });
  await panel.getByText('Calls, and callers by day').first().waitFor();
  expect(await panel.getByText(/The whole database of this instance takes [\d.]+ MB/).count()).toBe(1);
  await panel.getByRole('button', { name: 'Change…' }).click();
  await panel.getByLabel('By the hour').fill('3');
  await panel.getByRole('button', { name: 'Save' }).click();
  expect(await panel.getByText('must be at least 7 days').textContent()).toBeTruthy();
  await panel.getByLabel('By the hour').fill('60');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('60 d', { exact: true }).first().waitFor(); // nothing is as old: nothing to confirm
});

test('a quota that is nearly used is told on every page, and its fault at its field', async () => {
  const { page } = shown;
  await page.goto(settings());
  const panel = page.getByRole('region', { name: 'Quota' });
  await panel.getByLabel('Calls a day').fill('900000e');
  await panel.getByRole('button', { name: 'Save quotas' }).click();
  await panel.getByText('Must be a whole number, or empty').waitFor();
  await panel.getByLabel('Calls a day').fill('0');
  await panel.getByRole('button', { name: 'Save quotas' }).click();
  await panel.getByText('must be at least 1 call').waitFor();
  await panel.getByLabel('Calls a day').fill('1');
  await panel.getByText('with this quota posts are refused at once').waitFor();
  await panel.getByRole('button', { name: 'Save quotas' }).click();
  await page.getByText('The quota of the day is used up').waitFor();
  await page.goto(`/projects/${made.project.id}/endpoints`);
  await page.getByText('The quota of the day is used up').waitFor();
  await page.goto(`/projects/${made.project.id}`);
  await page.getByText('The quota of the day refuses calls, so an attack in these would not be seen.').waitFor();
});

test('a consumer is erased after a confirmation, and the list tells how far it is', async () => {
  const { page } = shown;
  await page.goto(settings());
  const panel = page.getByRole('region', { name: 'Erase' });
  await panel.getByText('Nothing was erased yet.').waitFor();
  await panel.getByRole('button', { name: 'Erase…' }).click();
  await panel.getByLabel('Name of the consumer').fill('nobody-of-this-name');
  await panel.getByRole('button', { name: 'Continue…' }).click();
  await panel.getByLabel('Type erase to confirm').fill('erase');
  await panel.getByRole('button', { name: 'Erase 1 consumer' }).click();
  await panel.getByText('no consumer of this name has sent calls').waitFor();
  await panel.getByRole('radio', { name: 'Account', exact: true }).click();
  await panel.getByLabel('Login name of the account').fill('bob@example.com');
  await page.keyboard.press('Enter');
  await panel.getByLabel('Type erase to confirm').fill('erase');
  await panel.getByRole('button', { name: 'Erase 1 account' }).dblclick();
  await panel.getByText(/Step 4 of 7, goes on/).waitFor();
  const answer = await page.request.get(`/api/v1/projects/${made.project.id}/erasures`);
  expect(((await answer.json()) as ErasuresAnswer).erasures).toHaveLength(1);
});

test('what cannot be read says so with a retry', async () => {
  const { page } = shown;
  for (const name of ['storage', 'quotas', 'erasures'])
    await page.route(`**/api/v1/projects/*/${name}`, (route) => route.fulfill({ status: 500, body: '{}' }));
  await page.goto(settings());
  for (const text of [
    'The storage could not be read.',
    'The quotas could not be read.',
    'The erasures could not be read.',
  ])
    await page.getByText(text).waitFor();
  await page.unrouteAll();
  await page.getByRole('region', { name: 'Storage' }).getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Calls, and callers by day').first().waitFor();
});

test('a project is deleted after its name was typed and, long after the sign-in, the password, and leaves its receipt with the organization', async () => {
  const { page } = shown;
  await ageSessions(instance.dataDir);
  await page.goto(settings());
  const panel = page.getByRole('region', { name: 'Erase' });
  await panel.getByRole('button', { name: 'Delete project…' }).click();
  await panel.getByLabel('Type shop-api to confirm').fill('shop-api');
  await panel.getByRole('button', { name: 'Delete 1 project' }).click();
  await page.getByRole('dialog', { name: 'Confirm it is you' }).getByLabel('Password').fill(OWNER.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/organizations\/.*\/settings$/);
  await page.getByText('Project shop-api').first().waitFor();
  expect(await page.getByText(`by ${OWNER.name}`).count()).toBeGreaterThan(0);
});
