import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsNow } from '../support/faults-now';
import { sendCalls } from '../support/open-instance';
import { openShop } from '../support/open-shop';

let shop: Awaited<ReturnType<typeof openShop>>;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const rows = () => shop.page.getByRole('table', { name: 'Calls, newest first' }).locator('tbody tr[data-row-key]');

test('an open call is in the address: Back closes it, a link leads to it past the list, and one that is gone says so', async () => {
  const { page } = shop;
  await page.goto('/projects/1/calls?range=6h&status=500');
  await rows().first().waitFor();
  const drawer = page.getByRole('dialog', { name: 'Call' });
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.has('call'));
  await drawer.getByText('answered 500').waitFor();
  const link = new URL(page.url());
  await page.keyboard.press(']');
  await page.waitForURL((url) => url.searchParams.get('call') !== link.searchParams.get('call'));
  await page.goBack();
  await drawer.waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('?range=6h&status=500');
  link.searchParams.set('status', '200');
  await page.goto(link.href);
  await drawer.getByText('answered 500').waitFor();
  await drawer.getByRole('button', { name: 'Close' }).click();
  await page.waitForURL((url) => !url.searchParams.has('call'));
  link.searchParams.set('call', '7-1700000000000');
  await page.goto(link.href);
  await drawer.getByText('This call is not kept any more, or never was here.').waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
});

test('what an address asks for in vain is said and can be taken out; what is not there is titled so', async () => {
  const { page } = shop;
  await page.goto('/projects/1?range=9x&vs=month');
  await page.getByText('The address asks for what there is not: range “9x”, comparison “month”').waitFor();
  await page.getByRole('button', { name: 'Take it out' }).click();
  await page.waitForURL((url) => url.search === '');
  await page.getByText('The address asks for').waitFor({ state: 'detached' });
  for (const path of ['/nope', '/projects/1/nope', '/projects/1/incidents/999', '/projects/1/endpoints/abc']) {
    await page.goto(path);
    await page.waitForFunction(() => document.title === 'Not found · Callwatch');
  }
  await page.goto('/projects/1');
  await page.waitForFunction(() => document.title === 'Overview · Callwatch');
});

test('the calls of an endpoint have no band before a week is known, and say when there will be one', async () => {
  const { page } = shop;
  await page.goto('/projects/1/endpoints/2');
  await page.getByText(/^Baseline from \d+ \w{3} \d\d:00 UTC$/).waitFor();
  await page.getByText('Outside baseline').waitFor({ state: 'detached' });
  expect(await faultsNow(page)).toEqual([]);
});

test('consumers have pages whatever signs their names have, by links and by addresses', async () => {
  const { page, url, ingestKey } = shop;
  const call = { finishedAt: new Date().toISOString(), method: 'GET', route: '/v1/signs', status: 200 };
  const names = ['50%', 'a%20b', 'acme/é <b>&?#% "x"'];
  await sendCalls(
    url,
    ingestKey,
    names.map((consumer) => ({ ...call, consumer })),
  );
  for (const name of names) {
    await page.goto('/projects/1/consumers?range=1h');
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name, exact: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name, exact: true }).waitFor();
    await page.getByRole('link', { name: 'Open 1 call' }).waitFor();
  }
});

test('consumers named “.” and “..” have pages, by links and by addresses', async () => {
  const { page, url, ingestKey } = shop;
  const call = { finishedAt: new Date().toISOString(), method: 'GET', route: '/v1/dots', status: 200 };
  await sendCalls(url, ingestKey, [
    { ...call, consumer: '..' },
    { ...call, consumer: '.' },
  ]);
  await page.goto('/projects/1/consumers?range=1h');
  await page.getByRole('link', { name: '..', exact: true }).click();
  await page.waitForURL('**/projects/1/consumers/~..?range=1h');
  await page.getByRole('heading', { name: '..', exact: true }).waitFor();
  await page.getByRole('link', { name: 'Open 1 call' }).waitFor();
  await page.goto('/projects/1/consumers/~.?range=1h');
  await page.getByRole('heading', { name: '.', exact: true }).waitFor();
  await page.getByRole('link', { name: 'Open 1 call' }).waitFor();
});
