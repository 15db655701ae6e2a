import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { countOf } from '../../lib/shared';
import type { CallsAnswer, OverviewAnswer } from '../../lib/shared';
import { waitFor } from '../support';
import { openShop } from '../support/open-shop';

const MINUTE_MS = 60_000;
const STEPS_BACK = 20;

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

/** The last three hours of the shop, which stand still; its charts are drawn. */
async function openOverview(): Promise<Page> {
  const { page } = shop;
  const toMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const [from, to] = [toMs - 180 * MINUTE_MS, toMs].map((at) => new Date(at).toISOString());
  await page.goto(`/projects/1?from=${from}&to=${to}`);
  for (const chart of ['Calls per minute', 'Error ratio']) await timeIn(page, chart).waitFor();
  return page;
}

const timeIn = (page: Page, chart: string) => page.getByRole('slider', { name: `Time in ${chart}`, exact: true });

async function pressTimes(page: Page, key: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await page.keyboard.press(key);
}

/** Opens the calls of a step of a chart by keys alone. */
async function openStepOf(page: Page, chart: string): Promise<void> {
  await timeIn(page, chart).focus();
  await pressTimes(page, 'ArrowLeft', STEPS_BACK);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/calls\?/);
}

const rangeOf = (page: Page) => {
  const { searchParams } = new URL(page.url());
  return { from: searchParams.get('from') ?? '', to: searchParams.get('to') ?? '' };
};

async function read<Answer>(page: Page, path: string, more = ''): Promise<Answer> {
  const { from, to } = rangeOf(page);
  return (await page.request.get(`/api/v1/projects/1/${path}?from=${from}&to=${to}${more}`)).json() as Promise<Answer>;
}

test('a chart draws its line from the left end of the plot, over an axis that names its values and times', async () => {
  const page = await openOverview();
  const chart = page.locator('[data-chart]').filter({ has: timeIn(page, 'Calls per minute') });
  const drawn = await chart.locator('path[stroke^="var(--series"]').first().getAttribute('d');
  expect(drawn).toMatch(/^M[\d.]+,[\d.]+L/);
  const labels = await chart.locator('text').allTextContents();
  expect(labels).toEqual(expect.arrayContaining(['0/min', expect.stringMatching(/^\d\d:\d\d$/)]));
});

test('what a number opens is told where it is pointed at or has the focus, until Escape', async () => {
  const page = await openOverview();
  const number = page.locator('main a[data-tip]').first();
  const words = page.getByRole('tooltip');
  await number.hover();
  await words.waitFor({ state: 'attached' });
  expect(await words.textContent()).toContain((await number.getAttribute('data-tip')) ?? '?');
  expect(await number.getAttribute('aria-describedby')).toBe(await words.getAttribute('id'));
  await page.keyboard.press('Escape');
  await words.waitFor({ state: 'detached' });
  expect(await number.getAttribute('aria-describedby')).toBeNull();
  await page.keyboard.press('Tab'); // by key from here on: the focus is shown
  await number.focus();
  await words.waitFor({ state: 'attached' });
  await number.blur();
  await words.waitFor({ state: 'detached' });
});

test('the charts of a page share one crosshair', async () => {
  const page = await openOverview();
  await timeIn(page, 'Calls per minute').focus();
  await pressTimes(page, 'ArrowLeft', STEPS_BACK);
  const at = async (chart: string) => Number(await timeIn(page, chart).getAttribute('aria-valuenow'));
  const last = Number(await timeIn(page, 'Calls per minute').getAttribute('aria-valuemax'));
  expect(last - (await at('Calls per minute'))).toBe(STEPS_BACK - 1); // the first press shows the crosshair
  expect(await at('Error ratio')).toBe(await at('Calls per minute'));
});

test('a stretch that is selected in a chart becomes the range of the whole page', async () => {
  const page = await openOverview();
  const before = rangeOf(page);
  await timeIn(page, 'Error ratio').focus();
  await pressTimes(page, 'ArrowLeft', STEPS_BACK);
  await pressTimes(page, 'Shift+ArrowLeft', STEPS_BACK);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('from') !== before.from);
  const { from, to } = rangeOf(page);
  expect([Date.parse(from) > Date.parse(before.from), Date.parse(to) < Date.parse(before.to)]).toEqual([true, true]);
  const { totals } = await read<OverviewAnswer>(page, 'overview');
  expect(totals.calls).toBeGreaterThan(0);
  await page
    .getByRole('link', { name: String(totals.calls), exact: true })
    .first()
    .waitFor();
});

test('enter in a chart opens the calls behind the step, as many as it says', async () => {
  const page = await openOverview();
  await openStepOf(page, 'Calls per minute');
  const { calls } = await read<CallsAnswer>(page, 'calls');
  expect(calls.length).toBeGreaterThan(0);
  const list = page.getByRole('region', { name: 'Calls', exact: true });
  await list.getByText(`${calls.length} call${calls.length === 1 ? '' : 's'}`, { exact: true }).waitFor();
});

test('enter in a chart of some calls opens those alone', async () => {
  const page = await openOverview();
  await openStepOf(page, 'Error ratio');
  expect(new URL(page.url()).searchParams.getAll('status')).toEqual(['>=400']);
});

test('enter in a cell of the heatmap opens as many calls as it says', async () => {
  const page = await openOverview();
  const { from, to } = rangeOf(page);
  await page.goto(`/projects/1/endpoints/3?from=${from}&to=${to}`);
  const time = page.getByRole('slider', { name: /^Time in Latency/ });
  await time.focus();
  await pressTimes(page, 'ArrowLeft', STEPS_BACK);
  const told = async () => Number(/ (\d+) calls?,/.exec((await time.getAttribute('aria-valuetext')) ?? '')?.[1] ?? 0);
  for (let band = 0; band < 60 && (await told()) === 0; band++) await page.keyboard.press('ArrowUp');
  const count = await told();
  expect(count).toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/calls\?/);
  const list = page.getByRole('region', { name: 'Calls', exact: true });
  await list.getByText(countOf(count, 'call'), { exact: true }).waitFor();
});

test('the first key in a chart begins at its end, and Home at its beginning', async () => {
  const page = await openOverview();
  const time = timeIn(page, 'Error ratio');
  const last = Number(await time.getAttribute('aria-valuemax'));
  const valueAfter = async (key: string): Promise<number> => {
    await time.blur();
    await time.focus();
    await page.keyboard.press(key);
    return Number(await time.getAttribute('aria-valuenow'));
  };
  expect([await valueAfter('ArrowLeft'), await valueAfter('End'), await valueAfter('Home')]).toEqual([last, last, 0]);
});

test('a number of the overview opens all calls that it counts, also where it counts whole hours around the range', async () => {
  const { page } = shop;
  const hourMs = 60 * MINUTE_MS;
  const toMs = Math.floor(Date.now() / hourMs) * hourMs - 20 * MINUTE_MS;
  const [from, to] = [toMs - 25 * hourMs, toMs].map((at) => new Date(at).toISOString());
  await page.goto(`/projects/1?from=${from}&to=${to}`);
  const counted = async (step: string) => (await read<OverviewAnswer>(page, 'overview', step)).totals.calls;
  const calls = await counted('&step=3600');
  expect(calls).toBeGreaterThan(await counted('&step=60'));
  await page
    .getByRole('link', { name: String(calls), exact: true })
    .first()
    .click();
  await page.waitForURL(/\/calls\?/);
  const list = page.getByRole('region', { name: 'Calls', exact: true });
  await list.getByText(`${calls} calls`, { exact: true }).waitFor();
});

test('t shows every chart as a table and back', async () => {
  const page = await openOverview();
  const charts = await page.locator('[data-chart]').count();
  const tables = () => page.locator('[data-chart] table').count();
  await page.keyboard.press('t');
  await waitFor(async () => (await tables()) === charts, { what: 'the tables' });
  await page.getByRole('table', { name: 'Calls per minute' }).waitFor();
  await page.keyboard.press('t');
  await waitFor(async () => (await tables()) === 0, { what: 'the charts' });
});

test('a tap on a chart of a phone tells the step until something else is touched', async () => {
  const { browser, url } = shop;
  const state = await shop.page.context().storageState();
  const context = await browser.newContext({
    baseURL: url,
    storageState: state,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto('/projects/1?range=6h');
  const time = timeIn(page, 'Calls per minute');
  await time.waitFor();
  const chart = page.locator('[data-chart]').filter({ has: time });
  const words = chart.getByText(/\d\d:\d\d/).filter({ hasText: 'UTC' });
  await time.tap();
  await words.first().waitFor();
  await timeIn(page, 'Error ratio').tap();
  await words.first().waitFor({ state: 'detached' });
  await chart.getByRole('button', { name: 'Show as table' }).tap();
  await page.getByRole('button', { name: 'Show as chart' }).waitFor();
  const table = page.getByRole('table', { name: 'Calls per minute' });
  await table.getByRole('columnheader', { name: 'In 2 min', exact: true }).waitFor();
  await table
    .getByRole('cell', { name: /^\d+ calls?$/ })
    .first()
    .waitFor();
  await table.getByRole('cell', { name: /^\d+ calls? so far$/ }).waitFor();
});
