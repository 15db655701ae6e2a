import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SetUpAnswer } from '../../lib/shared';
import { launchBrowser } from '../support';
import {
  openInstance,
  openPage,
  ordinaryCalls,
  OWNER,
  sendCalls,
  type OpenInstance,
  type Shown,
} from '../support/open-instance';

let browser: Browser;
let instance: OpenInstance;
let shown: Shown;

beforeAll(async () => {
  [browser, instance] = await Promise.all([launchBrowser(), openInstance()]);
  shown = await openPage(browser, instance.url);
  await setUp();
});
afterAll(async () => {
  await browser.close();
  await instance.close();
});

/** An owner who is signed in, and two hours of calls in which every ninth fails. */
async function setUp(): Promise<void> {
  const { page } = shown;
  const token = new URL(instance.setupUrl).searchParams.get('token');
  const data = { token, ...OWNER, organization: 'shop', project: 'shop-api' };
  const answer = await page.request.post('/api/v1/setup', { data, headers: { origin: instance.url } });
  const { ingestKey }: SetUpAnswer = await answer.json();
  await sendCalls(instance.url, ingestKey, ordinaryCalls(Date.now()));
}

test('a rule is made as a sentence by keyboard, tried on the past, saved and found in the list', async () => {
  const { page } = shown;
  await page.goto('/projects/1/rules');
  await page
    .getByRole('table', { name: 'Rules' })
    .getByRole('link', { name: /^Server errors/ })
    .waitFor();
  await page.keyboard.press('r');
  await page.waitForURL('**/rules/new');
  await page.getByText(/It would (not )?have fired/).waitFor();
  const threshold = page.getByLabel('Threshold in %');
  await threshold.fill('120');
  await page.getByText('Enter a percentage from 0 to 100').waitFor();
  await threshold.fill('99');
  await page.getByText('It would not have fired.').waitFor();
  await threshold.fill('1');
  await page.getByText(/It would have fired \d+ times?/).waitFor();
  await page.getByRole('table', { name: 'Firings, newest first' }).waitFor();
  await page.getByRole('heading', { level: 1, name: 'Error ratio above 1 % over 5 min' }).waitFor();
  await threshold.press('ArrowUp');
  await page.getByRole('heading', { level: 1, name: 'Error ratio above 2 % over 5 min' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.waitForURL('**/rules');
  await page
    .getByRole('table', { name: 'Rules' })
    .getByRole('link', { name: 'Error ratio above 2 % over 5 min' })
    .waitFor();
});

test('what cannot be tried on the past says so', async () => {
  const { page } = shown;
  await page.goto('/projects/1/rules');
  await page.getByRole('link', { name: 'No heartbeat' }).click();
  await page.getByText('This cannot be tried on the past.').waitFor();
});

test('a rule is turned off in the list, and deleted after a confirm', async () => {
  const { page } = shown;
  await page.goto('/projects/1/rules');
  const row = page.getByRole('row').filter({ hasText: 'Error ratio above 2 %' });
  await row.getByRole('switch').click();
  await row.getByText('Off', { exact: true }).first().waitFor();
  await row.getByRole('button', { name: /^Delete/ }).click();
  await page.getByRole('button', { name: 'Delete 1 rule' }).click();
  await row.waitFor({ state: 'detached' });
});

test('open lists of the sentence have no fault that axe knows', async () => {
  const { page } = shown;
  await page.goto('/projects/1/rules/new');
  await page.getByRole('button', { name: /^Endpoint or consumer: all calls/ }).click();
  await page.getByRole('option', { name: 'GET /v1/orders' }).waitFor();
  await page.getByPlaceholder('Route or consumer').fill('orders');
  await page.getByRole('option', { name: 'all calls' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  const chosen = page.getByRole('button', { name: /Endpoint or consumer: (GET|POST) \/v1\/orders/ });
  await chosen.click();
  await page.getByRole('option', { name: 'all calls' }).waitFor();
  const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
  expect(shown.complaints).toEqual([]);
});
