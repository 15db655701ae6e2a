import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallItem } from '../../lib/shared';
import { waitFor } from '../support';
import { faultsNow } from '../support/faults-now';
import { sendCalls } from '../support/open-instance';
import { openShop } from '../support/open-shop';
import { exportBytes, sendExport, spanBytes } from '../support/otlp-bytes';
import { stockCall } from '../support/stock-call';

const TRACE = '7c6e6b1f0a6f4c0f9d2a5b8c3e4f1a2b';
const LIST = /\/projects\/1\/calls\?.*limit=200/;
const ANY_LIST = /\/projects\/1\/calls\?.*limit=/; // and the look at what has come since

let shop: Awaited<ReturnType<typeof openShop>>;

/** A shop with two hours of ordinary calls, three of which belong to one trace. */
beforeAll(async () => {
  shop = await openShop();
  const spans = ['1', '2', '3'].map((id) => spanBytes({ traceId: TRACE, id: id.padStart(16, '0') }));
  await sendExport(shop, exportBytes(spans));
});
afterAll(() => shop.close());

const send = (calls: Record<string, unknown>[]): Promise<void> => sendCalls(shop.url, shop.ingestKey, calls);
const table = (name = 'Calls, newest first'): Locator => shop.page.getByRole('table', { name });
const rows = (name?: string): Locator => table(name).locator('tbody tr[data-row-key]');
const field = (): Locator => shop.page.getByRole('combobox', { name: 'Add a filter' });
const parameters = (name: string): string[] => new URL(shop.page.url()).searchParams.getAll(name);
const counted = (words: string): Promise<void> =>
  shop.page.getByRole('region', { name: 'Calls', exact: true }).getByText(words, { exact: true }).waitFor();

async function open(query = '?range=6h'): Promise<void> {
  await shop.page.goto(`/projects/1/calls${query}`);
  await rows().first().waitFor();
}

const faults = (): Promise<string[]> => faultsNow(shop.page);

test('filters are typed, kept in the URL, turned round and taken off by keyboard', async () => {
  const { page } = shop;
  await open();
  await counted('403 calls');
  await field().focus();
  await page.keyboard.type('404');
  await page.getByRole('option', { name: 'Status 404' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('429');
  await page.keyboard.press('Enter');
  await counted('88 calls');
  expect(parameters('status')).toEqual(['404', '429']);
  await page.keyboard.type('path /v1/*');
  await page.keyboard.press('Enter');
  await page.keyboard.type('latency >150');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('durationMs') === '>150');
  expect([parameters('path'), parameters('durationMs')]).toEqual([['/v1/*'], ['>150']]);
  expect(await faults()).toEqual([]);
  await page.keyboard.press('Backspace'); // from the empty field to the last chip
  await page.keyboard.press('Delete');
  await page.waitForURL((url) => !url.searchParams.has('durationMs'));
  await page.getByRole('button', { name: 'Status 404', exact: true }).focus();
  await page.keyboard.press('Enter');
  const edited = page.getByRole('combobox', { name: /^Change the filter/ });
  await edited.fill('Status: not 5xx');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.getAll('status').join(' ') === '!5xx 429');
  await page.goBack();
  await page.waitForURL((url) => url.searchParams.getAll('status').join(' ') === '404 429');
  await page.getByRole('button', { name: 'Clear 3 filters' }).click();
  await counted('403 calls');
});

test('the cell with the focus narrows the list, or is left out', async () => {
  const { page } = shop;
  await open('?range=6h&status=500');
  await rows().first().getByRole('button').focus();
  await page.keyboard.press('f'); // to the first cell
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F');
  await waitFor(() => parameters('endpoint')[0]?.startsWith('!'), { what: 'the endpoint that is left out' });
  await page.getByRole('button', { name: /^Endpoint not GET / }).waitFor();
});

test('a wrong filter says in its place what is wrong, and the others go on narrowing', async () => {
  const { page } = shop;
  await open('?range=6h&status=9x&status=404&caller=nobody');
  await page.getByText('must be a status such as').waitFor();
  await page.getByText('must be an IP address').waitFor();
  await counted('44 calls');
  expect(await faults()).toEqual([]);
  await page.getByRole('button', { name: 'Take the filter Caller nobody off' }).click();
  await page.waitForURL((url) => !url.searchParams.has('caller'));
});

test('a pasted trace id finds its calls, and a call leads to all that share something with it', async () => {
  const { page } = shop;
  await page.goto('/projects/1/endpoints?from=2026-11-20T12:00:00Z&to=2026-11-20T13:00:00Z');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(TRACE);
  await page.getByRole('option', { name: `Calls of trace ${TRACE}` }).waitFor();
  await page.keyboard.press('Enter');
  await counted('3 calls'); // beyond the range of the page
  await open();
  await field().fill(TRACE);
  await page.keyboard.press('Enter');
  await counted('3 calls');
  const id = await rows().nth(1).getAttribute('data-row-key');
  await page.keyboard.press('Escape'); // out of the field
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Call' });
  await drawer.getByText(TRACE).waitFor();
  await drawer.getByText('none').first().waitFor();
  await page.keyboard.press(']');
  await drawer.getByText(id ?? 'no second call', { exact: true }).waitFor();
  expect(await faults()).toEqual([]);
  await drawer.getByRole('link', { name: 'its calls' }).first().click();
  await page.waitForURL((url) => url.searchParams.has('endpoint') && !url.searchParams.has('traceId'));
  await drawer.waitFor({ state: 'detached' });
});

test('a stretch of the histogram becomes the range, by pointer and by keys, and can be left again', async () => {
  const { page } = shop;
  await open('?range=6h');
  await counted('403 calls');
  await page.getByRole('heading', { name: 'Calls per 2 min' }).waitFor(); // as the charts of other pages
  const plot = page.getByRole('slider', { name: /^Time in Calls per/ });
  await plot.focus();
  await page.keyboard.press('End');
  for (let steps = 0; steps < 3; steps += 1) await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.has('from'));
  const [from, to] = [parameters('from')[0] ?? '', parameters('to')[0] ?? ''];
  expect(Date.parse(to) - Date.parse(from)).toBeLessThan(3_600_000);
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await page.waitForURL((url) => url.searchParams.get('from') !== from);
  await page.goto('/projects/1/calls?range=6h');
  await counted('403 calls');
  const box = await plot.boundingBox();
  if (!box) throw new Error('no histogram');
  await page.mouse.move(box.x + box.width * 0.7, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + 20, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL((url) => url.searchParams.has('from'));
});

test('new calls wait until they are asked for, and what is read stays where it is', async () => {
  const { page } = shop;
  await open('?range=1h&method=PUT&method=GET');
  const first = rows().first();
  const [key, box] = [await first.getAttribute('data-row-key'), await first.boundingBox()];
  const button = page.getByRole('button', { name: /^\d+ new calls?$/ });
  // the stream of hints may open a moment later: calls tell when
  const told = async (): Promise<boolean> => {
    await send([stockCall()]);
    return button.isVisible();
  };
  await waitFor(told, { timeoutMs: 30_000, everyMs: 300, what: 'the button for new calls' });
  expect([await first.getAttribute('data-row-key'), await first.boundingBox()]).toEqual([key, box]);
  await button.click();
  await waitFor(async () => (await first.getAttribute('data-row-key')) !== key, { what: 'the newest call' });
  await page.getByRole('button', { name: 'Refresh' }).waitFor();
});

test('a view is saved with its filters, opened again, and deleted', async () => {
  const { page } = shop;
  await open('?range=24h&status=5xx');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByText('No view is saved yet.').waitFor();
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByText('Give it a name').waitFor();
  await page.getByLabel('Save this view as').fill('Broken answers');
  await page.getByLabel('Share it with everybody of the project').click();
  await page.getByRole('button', { name: 'Save view' }).click();
  const view = page.getByRole('link', { name: /^Broken answers/ });
  await view.waitFor();
  expect(await faults()).toEqual([]);
  await open('?range=1h');
  await page.getByRole('button', { name: 'Views' }).click();
  await view.click();
  await page.waitForURL((url) => url.search === '?status=5xx&range=24h');
  await page.getByRole('button', { name: 'Status 5xx', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('button', { name: 'Delete the view Broken answers…' }).click();
  await page.getByRole('button', { name: 'Delete 1 view' }).click();
  await page.getByText('No view is saved yet.').waitFor();
});

test('all calls that pass the filters become a file of either format', async () => {
  const { page } = shop;
  await open('?range=24h&status=404');
  await counted('44 calls');
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('dialog', { name: 'Export calls' }).waitFor();
  const saved = async (button: string): Promise<string> => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    return readFile(await (await download).path(), 'utf8');
  };
  const csv = (await saved('Export CSV')).trim().split('\n');
  await page.getByText('Saved 44 calls').waitFor();
  expect([csv.length, csv[0]?.startsWith('finishedAt,')]).toEqual([45, true]);
  expect(await faults()).toEqual([]);
  await page.getByRole('radio', { name: 'NDJSON' }).click();
  const lines = (await saved('Export NDJSON')).trim().split('\n');
  expect(lines.map((line): number => (JSON.parse(line) as CallItem).status)).toEqual(Array(44).fill(404));
});

test('the live tail shows calls as they come, holds still while it is paused, and counts what came', async () => {
  const { page } = shop;
  await open('?range=1h&method=PUT');
  await page.getByRole('button', { name: 'Live tail' }).press('Enter');
  await page.getByText('Waiting for the next call.').waitFor();
  const hasFocus = (button: string): Promise<boolean> =>
    page.getByRole('button', { name: button }).evaluate((element) => element === document.activeElement);
  expect(await hasFocus('Pause')).toBe(true);
  const live = rows('Live calls, newest first');
  // the stream may open a moment later: calls tell when
  const flowing = async (): Promise<boolean> => {
    await send([stockCall()]);
    return (await live.count()) > 0;
  };
  await waitFor(flowing, { timeoutMs: 20_000, everyMs: 300, what: 'the first call of the tail' });
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press(' ');
  await page.getByText('Paused since').waitFor();
  const before = await live.count();
  await send([stockCall(), stockCall()]);
  await page.getByRole('button', { name: /new calls?$/ }).waitFor();
  expect(await live.count()).toBe(before);
  expect(await faults()).toEqual([]);
  await page.keyboard.press(' ');
  await waitFor(async () => (await live.count()) > before, { what: 'what came meanwhile' });
  await page.getByRole('button', { name: 'End live tail' }).press('Enter');
  await rows().first().waitFor();
  expect(await hasFocus('Live tail')).toBe(true);
});

test('of thousands of calls only those near the window are drawn, and the end is reached by scrolling', async () => {
  const { page } = shop;
  const now = Date.now();
  const many = Array.from({ length: 3_000 }, (_, index) => ({
    ...stockCall(),
    method: 'DELETE',
    finishedAt: new Date(now - index * 100).toISOString(),
  }));
  await send(many);
  await open('?range=6h&method=DELETE');
  const toTheEnd = async (): Promise<boolean> => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    return (await rows().last().getAttribute('aria-rowindex')) === '3001';
  };
  await waitFor(toTheEnd, { timeoutMs: 60_000, everyMs: 100, what: 'the last row' });
  await page.getByText('These are all calls of the range.').waitFor();
  expect(await table().getAttribute('aria-rowcount')).toBe('3001');
  expect(await rows().count()).toBeLessThan(150);
});

test('a filter that nothing passes says so and what helps', async () => {
  const { page } = shop;
  await page.goto('/projects/1/calls?range=6h&status=418');
  await page.getByText('No call of this range passes the filters.').waitFor();
  expect(await faults()).toEqual([]);
  await page.getByRole('button', { name: 'Clear 1 filter' }).click();
  await rows().first().waitFor();
});

test('a search that had no time left says how far it looked, and looks further when it is asked to', async () => {
  const { page } = shop;
  const back = new Date(Date.now() - 3_600_000);
  const answer = { calls: [], nextCursor: `${back.getTime() * 1_000}_-9223372036854775808`, searchedBackTo: back };
  await page.route(ANY_LIST, (route) => route.fulfill({ json: answer }));
  await page.goto('/projects/1/calls?range=6h&status=404');
  await page.getByText('No call passes the filters back to').waitFor();
  expect(await faults()).toEqual([]);
  await page.unroute(ANY_LIST);
  await page.getByRole('button', { name: 'Look further back' }).click();
  await rows().first().waitFor();
  await page.getByText('These are all calls of the range.').waitFor();
});

test('a list that cannot be read says why, and is read when it is tried again', async () => {
  const { page } = shop;
  const error = { code: 'timeout', message: 'the calls could not be read in time: try again', requestId: 'r1' };
  await page.route(LIST, (route) => route.fulfill({ status: 504, json: { error } }));
  await page.goto('/projects/1/calls?range=6h');
  await page.getByText('The calls could not be read.').waitFor();
  await page.getByText(error.message).waitFor();
  expect(await faults()).toEqual([]);
  await page.unroute(LIST);
  await page.getByRole('button', { name: 'Try again' }).click();
  await rows().first().waitFor();
});

test('nothing else of it breaks the content security policy or logs an error', () => {
  expect(shop.complaints.filter((text) => !text.includes('status of 504'))).toEqual([]);
});
