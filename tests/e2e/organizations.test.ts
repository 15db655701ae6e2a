import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MeAnswer } from '../../lib/shared';
import { openShop } from '../support/open-shop';

let shop: Awaited<ReturnType<typeof openShop>>;
let page: Page;
let organization = '';

beforeAll(async () => {
  shop = await openShop();
  ({ page } = shop);
  const me: MeAnswer = await (await page.request.get('/api/v1/me')).json();
  organization = `/organizations/${me.organizations[0]?.id}`;
});
afterAll(() => shop.close());

/** What the API answers to a script with this token. */
async function statusOf(token: string, method: 'GET' | 'PATCH' = 'GET'): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const change = method === 'PATCH' && { method, body: JSON.stringify({ name: 'another name' }) };
  return (await fetch(`${shop.url}/api/v1/projects/1`, { headers, ...change })).status;
}

test('a token is shown once, reads what it may, and opens nothing from the moment it is revoked', async () => {
  await page.goto(`${organization}/tokens`);
  await page.getByText('No API token yet.').waitFor();
  await page.getByRole('button', { name: 'Create token' }).click();
  await page.getByRole('button', { name: 'Create token' }).click();
  await page.getByText('Say where it is used').waitFor();
  await page.getByLabel('Name', { exact: true }).fill('weekly report');
  await page.getByRole('button', { name: 'Create token' }).click();
  const field = page.getByLabel('API token weekly report');
  const token = await field.inputValue();
  expect([await statusOf(token), await statusOf(token, 'PATCH')]).toEqual([200, 403]);

  await page.getByRole('button', { name: 'I have copied it' }).click();
  await field.waitFor({ state: 'detached' });
  await page.reload();
  const row = page.getByRole('table', { name: 'API tokens' }).getByRole('row').filter({ hasText: 'weekly report' });
  await row.getByRole('button', { name: /^Revoke/ }).waitFor();
  expect(await page.content()).not.toContain(token);
  await row.getByRole('button', { name: /^Revoke/ }).click();
  await page.getByRole('button', { name: 'Revoke 1 token' }).click();
  await row.getByText('Revoked').waitFor();
  expect(await statusOf(token)).toBe(401);
});

test('a second organization is made from the switcher, with a project of its own', async () => {
  await page.goto('/projects/1');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.getByRole('button', { name: /^Organization and account/ }).click();
  await page.getByRole('menuitem', { name: 'New organization…' }).click();
  await page.getByRole('heading', { level: 1, name: 'New organization' }).waitFor();
  await page.getByLabel('Organization').fill('garage');
  await page.getByRole('button', { name: 'Create organization' }).click();
  await page.getByLabel('Project').fill('garage-api');
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.getByRole('heading', { name: 'Watch your first call' }).waitFor();
});

test('all projects stand on one page, with the calls of the last day, and lead into each', async () => {
  await page.goto('/projects');
  const shop = page.getByRole('table', { name: 'Projects of shop' }).getByRole('row').filter({ hasText: 'shop-api' });
  const garage = page.getByRole('table', { name: 'Projects of garage' }).getByRole('row');
  await page.getByText('2 projects, the last 24 h').waitFor();
  await shop.getByRole('link', { name: '400', exact: true }).waitFor();
  await garage.filter({ hasText: 'garage-api' }).getByText('None open').waitFor();
  await shop.getByRole('link', { name: 'shop-api' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/projects/1');
});

test('the switcher leads to the other organization, whose pages show nothing of this one', async () => {
  await page.getByRole('button', { name: /^Organization and account/ }).click();
  await page.getByRole('menuitem', { name: 'garage', exact: true }).click();
  await page.getByRole('table', { name: 'Projects of garage' }).getByText('garage-api').waitFor();
  expect(await page.getByRole('main').getByText('shop').count()).toBe(0);
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await pages.getByRole('link', { name: 'API tokens' }).click();
  await page.getByText('No API token yet.').waitFor();
  expect(shop.complaints).toEqual([]);
});
