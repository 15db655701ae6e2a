import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../support';
import { sendCalls } from '../support/open-instance';
import { openShop } from '../support/open-shop';
import { violationsOf } from '../support/violations';

let shop: Awaited<ReturnType<typeof openShop>>;

const call = (path: string, more: object = {}): Record<string, unknown> => ({
  finishedAt: new Date(Date.now() - 60_000).toISOString(),
  method: 'GET',
  path,
  status: 200,
  durationMs: 8,
  ip: '198.51.100.20',
  ...more,
});

beforeAll(async () => {
  shop = await openShop();
  const calls = ['/team/list', '/team/all', '/healthz', '/healthz', '/healthz'].map((path) => call(path));
  await sendCalls(shop.url, shop.ingestKey, calls);
});
afterAll(() => shop.close());

const row = (name: string) =>
  shop.page.getByRole('table', { name: 'Endpoints' }).getByRole('row').filter({ hasText: name });
const changes = () => shop.page.getByRole('table', { name: 'Changed endpoints' });

/** Saves what is seen, where somebody wants to look at it. */
async function shoot(name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (!folder) return;
  const { page } = shop;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${folder}/${name}-${colorScheme}-${width}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
}

const faults = (): Promise<string[]> => violationsOf(shop.page);

/** Selects rows of the list by keyboard. */
async function select(names: readonly string[]): Promise<void> {
  for (const name of names) {
    await row(name).getByRole('link').first().focus();
    await shop.page.keyboard.press('x');
  }
  await shop.page.getByText(`${names.length} selected`).waitFor();
}

test('endpoints are selected with x, merged into one, and taken apart again', async () => {
  const { page } = shop;
  await page.goto('/projects/1/endpoints');
  await row('/team/all').waitFor();
  const link = (route: string) => row(route).getByRole('link').first().getAttribute('href');
  const pages = await Promise.all(['/team/all', '/team/list'].map(link));
  await select(['/team/all', '/team/list']);
  await page.getByRole('button', { name: 'Merge 2 endpoints…' }).click();
  await page.getByRole('button', { name: 'Endpoint to merge into' }).waitFor();
  await shoot('merge');
  expect(await faults()).toEqual([]);
  await page.getByRole('button', { name: 'Merge 1 endpoint' }).click();
  await page.getByText(/counts as GET \/team\/(all|list) now\./).waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === 'Undo'); // the button that had the focus has gone
  await shoot('merged');
  await waitFor(async () => (await row('/team/').count()) === 1, { timeoutMs: 20_000, what: 'one row for both' });
  const old = await page.context().newPage();
  for (const href of pages) {
    await old.goto(new URL(href ?? '', shop.url).href); // the one that is no more leads to what it is part of
    await old.getByRole('heading', { level: 1, name: /^GET \/team\/(all|list)$/ }).waitFor();
  }
  await old.close();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  await row('/team/list').waitFor();
  await row('/team/all').waitFor();
});

test('an endpoint is selected by its checkbox and renamed: the list, its page and the calls show the name', async () => {
  const { page } = shop;
  await row('/team/all').hover();
  const box = page.getByRole('checkbox', { name: 'Select GET /team/all' });
  await box.click();
  expect(await box.getAttribute('aria-checked')).toBe('true');
  await page.getByText('1 selected').waitFor();
  await page.getByRole('button', { name: 'Rename…' }).click();
  const name = page.getByLabel('Shown as');
  await name.fill('team');
  await page.getByText('A route begins with /.').first().waitFor();
  await name.fill('/team/everybody');
  await shoot('rename');
  await page.keyboard.press('Enter');
  await row('/team/everybody').getByRole('link').first().click();
  await page.getByRole('heading', { level: 1, name: 'GET /team/everybody' }).waitFor();
  await page.getByText('Comes in as /team/all').waitFor();
  await shoot('endpoint');
});

test('an ignored endpoint is counted in the settings and stored again from there', async () => {
  const { page } = shop;
  await page.goto('/projects/1/endpoints');
  await row('/healthz').waitFor();
  await select(['/healthz']);
  await page.getByRole('button', { name: 'Ignore 1 endpoint…' }).click();
  await page.getByText('its calls are taken and counted').waitFor();
  await shoot('ignore');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Ignore 1 endpoint…' }).click();
  await page.getByRole('button', { name: 'Ignore 1 endpoint', exact: true }).click();
  await page.getByText('GET /healthz is ignored now.').waitFor();
  await page.goto('/projects/1/settings');
  await changes().getByRole('row').filter({ hasText: '/healthz' }).waitFor();
  await waitFor(
    async () => {
      await sendCalls(shop.url, shop.ingestKey, [call('/healthz')]);
      await page.reload();
      const text = await changes().getByRole('row').filter({ hasText: '/healthz' }).innerText();
      return /Ignored since [\d:]+ UTC\s+[1-9]/.test(text);
    },
    { timeoutMs: 30_000, what: 'a counted call' },
  );
  await changes().getByRole('button', { name: 'Store again' }).click();
  await changes().getByText('Stored again').waitFor();
});

test('a parameter that was found is given up in the settings: its endpoints are back', async () => {
  const { page } = shop;
  const guests = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) =>
      call(`/guests/g${(from + at).toString(2).replaceAll('0', 'a').replaceAll('1', 'b')}`),
    );
  await sendCalls(shop.url, shop.ingestKey, guests(32, 42));
  await sendCalls(shop.url, shop.ingestKey, guests(42, 122));
  await page.goto('/projects/1/settings');
  await page.getByRole('button', { name: 'Give up… /guests/:name' }).click();
  await page.getByText('Is /guests/:name no parameter?').waitFor();
  await shoot('give-up');
  expect(await faults()).toEqual([]);
  await page.getByRole('button', { name: 'Give up 1 parameter' }).click();
  await page.getByText(/names, given up [\d:]+ UTC/).waitFor();
  await page.goto('/projects/1/endpoints');
  await row('/guests/gbaaaaa').first().waitFor();
});

test('a suggested rule says what it would have matched, is made, turned off and deleted', async () => {
  const { page } = shop;
  await page.goto('/projects/1/settings');
  await page.getByRole('button', { name: 'Liveness checks…' }).click();
  await page.getByText(/Would have matched [3-9] calls in the last 24 h\./).waitFor();
  await shoot('rule-form');
  await page.getByLabel('Path').fill('health');
  await page.getByRole('button', { name: 'Ignore these calls' }).click();
  await page.getByText('must begin with / or *').first().waitFor();
  await page.getByLabel('Path').fill('/healthz*');
  await page.getByRole('button', { name: 'Ignore these calls' }).click();
  const rule = page.getByRole('table', { name: 'Ignored calls' }).getByRole('row').filter({ hasText: '/healthz*' });
  await rule.waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent.startsWith('Ignored calls')); // the next Tab goes on there
  const isOn = rule.getByRole('switch');
  await isOn.click();
  await waitFor(async () => (await isOn.getAttribute('aria-checked')) === 'false', {
    timeoutMs: 10_000,
    what: 'the rule is off',
  });
  await rule.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete 1 rule' }).click();
  await page.getByText('No calls are ignored by rule.').waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent.startsWith('Ignored calls'));
});

test('a caller is allowed with a note and removed; the settings pass axe', async () => {
  const { page } = shop;
  await page.getByRole('button', { name: 'Allow a caller…' }).click();
  await page.getByLabel('Caller', { exact: true }).fill('198.51.100.0/24');
  await page.getByText(/Would have matched \d+ calls in the last 24 h\./).waitFor();
  await page.getByRole('button', { name: 'Allow caller' }).click();
  await page.getByText('Say who it is').waitFor();
  await page.getByLabel('Note').fill('Load test');
  await page.getByRole('button', { name: 'Allow caller' }).click();
  const allowed = page
    .getByRole('table', { name: 'Allowed callers' })
    .getByRole('row')
    .filter({ hasText: 'Load test' });
  await allowed.waitFor();
  await shoot('settings');
  expect(await faults()).toEqual([]);
  await allowed.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No caller is allowed.').waitFor();
});

test('a project with as many endpoints as there may be says so', async () => {
  const { page } = shop;
  const word = (at: number): string =>
    at.toString(26).replaceAll(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 26)));
  const calls = Array.from({ length: 2_100 }, (_, at) => call(`/${word(at)}`, { route: `/made-up/${word(at)}` }));
  await sendCalls(shop.url, shop.ingestKey, calls);
  await page.goto('/projects/1/endpoints');
  await page.getByText('2,000 endpoints, and no more are made').waitFor();
  await shoot('full');
  expect(await faults()).toEqual([]);
});
