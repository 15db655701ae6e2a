import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../support';
import { posts } from '../support/posts';
import { sendCalls } from '../support/open-instance';
import { openShop } from '../support/open-shop';
import { violationsOf } from '../support/violations';

let shop: Awaited<ReturnType<typeof openShop>>;

beforeAll(async () => {
  shop = await openShop(); // some of its calls were answered 429
});
afterAll(() => shop.close());

const NOISY = '203.0.113.9';

/** As many calls of one caller within one second that is just over. */
const burst = (calls: number, ip = NOISY): Record<string, unknown>[] =>
  Array.from({ length: calls }, (_, index) => ({
    finishedAt: new Date(Math.floor(Date.now() / 1000) * 1000 - 1000 + index).toISOString(),
    method: 'GET',
    route: '/v1/orders',
    status: 200,
    durationMs: 12,
    ip,
  }));

const table = (name: string) => shop.page.getByRole('table', { name });
/** What axe finds on what is only here: the list while it is empty, and the incident. */
const faults = (): Promise<string[]> => violationsOf(shop.page);

const title = (name: string) => shop.page.getByRole('heading', { level: 1, name });

test('a first policy begins where calls were answered 429, is tried on the past and saved by keyboard', async () => {
  const { page } = shop;
  await page.goto('/projects/1');
  await title('Overview').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.getByText('No rate policy yet.').waitFor();
  const begin = page.getByRole('link', { name: 'New policy on GET /v1/orders' });
  await begin.waitFor();
  expect(await faults()).toEqual([]);
  await begin.click();
  await title('60 calls in 1 min per caller on GET /v1/orders').waitFor();
  await page.getByText('no caller would have been over').waitFor();
  const limit = page.getByLabel('Limit in calls');
  await limit.fill('0');
  await page.getByText('Enter a whole number from 1 to 1,000,000').waitFor();
  await limit.fill('4');
  await limit.press('ArrowUp');
  await title('5 calls in 1 min per caller on GET /v1/orders').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.waitForURL('**/rate-limits');
  await table('Rate policies').getByRole('row').filter({ hasText: 'Nothing counted' }).waitFor();
});

test('real calls show who is over, by how much, and lead to the calls', async () => {
  const { page } = shop;
  // ingest hears of the new policy a moment later: calls of others tell when
  const counting = table('Rate policies').getByRole('row').filter({ hasText: 'Below the limit' });
  let probes = 0;
  const heard = async (): Promise<boolean> => {
    await sendCalls(shop.url, shop.ingestKey, burst(1, `198.51.100.${(probes += 1)}`));
    return (await counting.count()) === 1;
  };
  await waitFor(heard, { timeoutMs: 20_000, everyMs: 500 });
  await sendCalls(shop.url, shop.ingestKey, burst(9));
  const row = table('Rate policies').getByRole('row').filter({ hasText: '1 caller over' });
  await row.getByText('9 of 5').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/rate-limits/1');
  await table('Busiest callers').getByRole('link', { name: NOISY }).waitFor();
  await page.getByText('4 calls over').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname.endsWith('/calls') && url.searchParams.get('caller') === NOISY);
  const { searchParams } = new URL(page.url());
  expect([searchParams.get('env'), searchParams.has('endpoint')]).toEqual(['production', true]);
  await page.getByRole('table').locator('tbody tr').nth(8).waitFor();
});

test('a violation becomes an incident that says who exceeded what', async () => {
  const { page } = shop;
  await page.goto('/projects/1/incidents');
  await table('Incidents, newest first')
    .getByRole('link', { name: /exceeded 5 calls/ })
    .click();
  await page.waitForURL('**/incidents/*');
  await page.getByText('9 of 5 in 1 min').first().waitFor();
  await table('Over a rate').getByRole('link', { name: NOISY }).waitFor();
  expect(
    await page
      .getByRole('main')
      .getByText(/login|attempt|password/i)
      .allInnerTexts(),
  ).toEqual([]);
  expect(await faults()).toEqual([]);
  await table('Over a rate').getByRole('link', { name: '5 calls in 1 min per caller on GET /v1/orders' }).click();
  await page.waitForURL('**/rate-limits/1');
});

test('a changed limit counts anew, with a warning before it is saved', async () => {
  const { page } = shop;
  await page.getByText('Nothing is changed').waitFor();
  await page.getByLabel('Limit in calls').fill('8');
  await page.getByText('Counting begins anew').waitFor();
  await page.getByText(`1 caller would have been over; busiest ${NOISY} with 9 of 8.`).waitFor();
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByLabel('Name').fill('Orders');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL('**/rate-limits');
  const row = table('Rate policies').getByRole('row').filter({ hasText: 'Orders' });
  await row.getByText('8 calls in 1 min per caller on GET /v1/orders').waitFor();
  await row.getByText('Nothing counted').waitFor();
});

test('a policy is turned off in the list, and deleted after a confirm', async () => {
  const { page } = shop;
  const row = table('Rate policies').getByRole('row').filter({ hasText: 'Orders' });
  await row.getByRole('switch').click();
  await row.getByText('Off', { exact: true }).first().waitFor();
  await row.getByRole('button', { name: /^Delete/ }).click();
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: /^Delete/ }).click();
  await page.getByRole('button', { name: 'Delete 1 policy' }).click();
  await page.getByText('No rate policy yet.').waitFor();
  expect(shop.complaints).toEqual([]);
});

test('a double click, and keys pressed in a row with the focus nowhere, make one policy each', async () => {
  const { page } = shop;
  const made = posts(page, '/api/v1/projects/1/rate-policies');
  await page.goto('/projects/1/rate-limits/new');
  await page.getByText(/would have been over/).waitFor();
  await page.getByRole('button', { name: 'Save and start watching' }).dblclick();
  await page.waitForURL('**/rate-limits');
  expect(made()).toBe(1);
  await page.goto('/projects/1/rate-limits/new');
  await page.getByText(/would have been over/).waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  for (let press = 0; press < 8; press++) void page.keyboard.press('Control+Enter');
  await page.waitForURL('**/rate-limits');
  expect(made()).toBe(2);
});

test('a double click writes one note to an incident', async () => {
  const { page } = shop;
  await page.goto('/projects/1/incidents');
  await table('Incidents, newest first')
    .getByRole('link', { name: /exceeded 5 calls/ })
    .click();
  await page.waitForURL('**/incidents/*');
  const made = posts(page, `${new URL(page.url()).pathname}/notes`.replace('/projects', '/api/v1/projects'));
  const notes = page.getByRole('region', { name: 'Notes' });
  await notes.getByLabel('Write a note').fill('The partner was told.');
  await notes.getByRole('button', { name: 'Add note' }).dblclick();
  await notes.getByRole('listitem').filter({ hasText: 'The partner was told.' }).waitFor();
  await notes.getByRole('button', { name: 'Add note' }).waitFor();
  expect([made(), await notes.getByRole('listitem').count()]).toEqual([1, 1]);
});

test('a table gives up other columns before it cuts a route, and shows on focus what it has to cut', async () => {
  const { page } = shop;
  const route = '/v1/organizations/:organizationId/members';
  const longer = `${route}/:memberId/permissions/:permissionId`;
  const finishedAt = new Date().toISOString();
  const call = { finishedAt, method: 'GET', status: 200, durationMs: 12, ip: NOISY };
  await sendCalls(shop.url, shop.ingestKey, [
    { ...call, route },
    { ...call, route: longer },
  ]);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('/projects/1');
  const cell = (text: string) =>
    table('Endpoints')
      .getByRole('cell')
      .filter({ has: page.getByText(text, { exact: true }) });
  const isCut = (text: string) => cell(text).evaluate((td) => td.scrollWidth > td.clientWidth);
  await cell(`GET ${route}`).waitFor();
  expect([await isCut(`GET ${route}`), await isCut(`GET ${longer}`)]).toEqual([false, true]);
  await page.keyboard.press('j');
  await cell(`GET ${longer}`).getByRole('link').focus();
  await waitFor(async () => !(await isCut(`GET ${longer}`)));
  await page.setViewportSize({ width: 1440, height: 900 });
});
