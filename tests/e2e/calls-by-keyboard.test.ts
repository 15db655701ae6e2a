import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../support';
import { ordinaryCalls, sendCalls } from '../support/open-instance';
import { openShop } from '../support/open-shop';

let shop: Awaited<ReturnType<typeof openShop>>;

/** A shop with two hours of ordinary calls. */
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const rows = (): Locator =>
  shop.page.getByRole('table', { name: 'Calls, newest first' }).locator('tbody tr[data-row-key]');
const parameters = (name: string): string[] => new URL(shop.page.url()).searchParams.getAll(name);
const openedId = (): string | undefined => parameters('call')[0]?.split('-')[0];

async function open(): Promise<void> {
  await shop.page.goto('/projects/1/calls?range=6h');
  await rows().first().waitFor();
}

const hasFocus = (element: Locator): Promise<boolean> => element.evaluate((own) => own === document.activeElement);

/** The column of the cell with the focus and the row that it is in; null for what is in no row. */
const focusedIn = (): Promise<{ row: string | null; column: string | null } | null> =>
  shop.page.evaluate(() => {
    const row = document.activeElement?.closest('tr[data-row-key]');
    const cell = document.activeElement?.closest('td') ?? null;
    return row
      ? { row: row.getAttribute('data-row-key'), column: cell?.getAttribute('data-filter-column') ?? null }
      : null;
  });

test('a row that is left out hands the focus to the one in its place', async () => {
  const { page } = shop;
  await open();
  for (let times = 0; times < 3; times += 1) await page.keyboard.press('j');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const before = await focusedIn();
  await page.keyboard.press('F');
  await waitFor(async () => (await rows().locator(`xpath=self::*[@data-row-key="${before?.row}"]`).count()) === 0, {
    what: 'the list without the row',
  });
  const after = await focusedIn();
  expect([before?.column, after?.column]).toEqual(['route', 'route']);
  await page.keyboard.press('F'); // and so on
  await waitFor(() => parameters('endpoint').length === 2, { what: 'a second endpoint that is left out' });
});

test('a list of which all rows were left out hands the focus to what brings some back', async () => {
  const { page } = shop;
  await page.goto('/projects/1/calls?range=6h&status=404'); // all of one consumer
  await rows().first().waitFor();
  await page.keyboard.press('j');
  for (let cells = 0; cells < 12 && (await focusedIn())?.column !== 'consumer'; cells += 1) {
    await page.keyboard.press('ArrowRight');
  }
  await page.keyboard.press('F');
  const clear = page.getByText('No call of this range passes the filters.').locator('..').getByRole('button').first();
  await clear.waitFor();
  await waitFor(() => hasFocus(clear), { what: 'the focus on what clears the filters' });
});

test('what came during a pause of the live tail is shown, and the focus stays beside it', async () => {
  const { page } = shop;
  await open();
  await page.getByRole('button', { name: 'Live tail' }).press('Enter');
  const pause = page.getByRole('button', { name: 'Pause' });
  await waitFor(() => hasFocus(pause), { what: 'the focus of the button that began the tail' });
  await pause.press('Enter');
  const waiting = page.getByRole('button', { name: /new calls?$/ });
  // the stream may open a moment later: calls tell when
  const came = async (): Promise<boolean> => {
    await sendCalls(shop.url, shop.ingestKey, ordinaryCalls(Date.now()).slice(0, 1));
    return (await waiting.count()) > 0;
  };
  await waitFor(came, { timeoutMs: 20_000, everyMs: 300, what: 'new calls' });
  await waiting.press('Enter');
  await page.getByRole('table', { name: 'Live calls, newest first' }).waitFor();
  expect(await hasFocus(pause)).toBe(true);
});

test('a search that is left gives the focus back to what had it', async () => {
  const { page } = shop;
  await open();
  await page.keyboard.press('j');
  const row = (await focusedIn())?.row;
  expect(row).toBeTruthy();
  const search = page.getByPlaceholder('Search routes, callers, consumers, incidents');
  for (const key of ['/', 'Control+k']) {
    await page.keyboard.press(key);
    await search.waitFor();
    await page.keyboard.press('Escape');
    await search.waitFor({ state: 'detached' });
    await waitFor(async () => (await focusedIn())?.row === row, { what: 'the focus in the row' });
  }
});

test('a call that is closed gives the focus back to its row, however it is closed', async () => {
  const { page } = shop;
  await open();
  const drawer = page.getByRole('dialog', { name: 'Call' });
  const keys = await rows().evaluateAll((all) => all.map((row) => row.getAttribute('data-row-key')));
  const close = drawer.getByRole('button', { name: 'Close' });
  const closings = [() => page.keyboard.press('Escape'), () => close.press('Enter'), () => close.click()];
  for (const [index, act] of closings.entries()) {
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await drawer.waitFor();
    await act();
    await drawer.waitFor({ state: 'detached' });
    await waitFor(async () => (await focusedIn())?.row === keys[index], { what: `the focus in row ${index + 1}` });
  }
  await rows().nth(5).click();
  await drawer.waitFor();
  const shown = drawer.locator('dd').last();
  for (let times = 0; times < 60; times += 1) {
    const before = await shown.textContent();
    await page.keyboard.press(']'); // beyond what is drawn
    await waitFor(async () => (await shown.textContent()) !== before, { everyMs: 5, what: `step ${times + 1}` });
  }
  const last = await shown.textContent();
  // the address follows a moment later
  await waitFor(() => openedId() === last, { what: 'the call in the URL' });
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  const returned = async (): Promise<boolean> => {
    expect(await focusedIn()).toMatchObject({ row: last });
    return true;
  };
  await waitFor(returned, { what: 'the focus in the row that was shown last' });
  await page.keyboard.press('f');
  expect((await focusedIn())?.column).toBe('method');
});
