import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsNow } from '../support/faults-now';
import { sendCalls } from '../support/open-instance';
import { openShop } from '../support/open-shop';
import { stockCall } from '../support/stock-call';

let shop: Awaited<ReturnType<typeof openShop>>;

/** A shop with calls that say what they send, from networks that have names. */
beforeAll(async () => {
  shop = await openShop();
  const types = ['application/json', 'application/json; charset=utf-8', 'multipart/form-data; boundary=x', undefined];
  const addresses = ['193.99.144.80', '193.99.144.85', '2a01:4f8::17', '212.27.48.10', '10.1.2.3'];
  await sendCalls(
    shop.url,
    shop.ingestKey,
    Array.from({ length: 60 }, (_, index) => ({
      ...stockCall(),
      contentType: types[index % types.length],
      ip: addresses[index % addresses.length],
    })),
  );
});
afterAll(() => shop.close());

test('what calls sent is counted by type; a type opens its calls, each of which tells it', async () => {
  const { page } = shop;
  await page.goto('/projects/1?range=6h');
  const types = page.getByRole('table', { name: 'Types sent' });
  const json = types.getByRole('row').filter({ hasText: 'JSON' });
  await json.getByRole('link', { name: '30', exact: true }).click();
  await page.waitForURL(/\/calls\?.*contentType=json/);
  await page.getByText('Type sent JSON').waitFor();
  await page.getByRole('region', { name: 'Calls', exact: true }).getByText('30 calls', { exact: true }).waitFor();
  await page.getByRole('table', { name: 'Calls, newest first' }).locator('tbody tr[data-row-key]').first().click();
  const drawer = page.getByRole('dialog', { name: 'Call' });
  await drawer.getByText('Type sent').waitFor();
  await drawer.getByRole('link', { name: 'JSON', exact: true }).waitFor();
  expect(await faultsNow(page)).toEqual([]);
});

test('callers are added up by country or by the network that they come from, whose callers open', async () => {
  const { page } = shop;
  await page.goto('/projects/1?range=6h');
  const panel = page.getByRole('region', { name: /Callers by/ });
  await panel.getByRole('table', { name: 'Callers by country' }).getByText('Germany').waitFor();
  await panel.getByRole('radio', { name: 'Network' }).click();
  await panel.getByRole('table', { name: 'Callers by network' }).getByText('Hetzner Online GmbH').waitFor();
  await panel.getByRole('link', { name: 'DB-IP' }).waitFor();
  expect(await faultsNow(page)).toEqual([]);
  await panel.getByRole('row').filter({ hasText: 'Plus.line' }).getByRole('link', { name: '24', exact: true }).click();
  await page.waitForURL(/\/callers\?.*asn=206564/);
  await page.getByText('Callers of Plus.line AG (AS206564)').waitFor();
  const rows = page.getByRole('table', { name: 'Callers' }).locator('tbody tr[data-row-key]');
  await rows.filter({ hasText: '193.99.144.85' }).getByText('Plus.line AG').waitFor();
  expect(await rows.count()).toBe(2);
  expect(await faultsNow(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show all callers' }).click();
  await page.waitForURL((url) => !url.searchParams.has('asn'));
});
