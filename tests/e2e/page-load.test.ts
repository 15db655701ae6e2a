import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EndpointsAnswer, IncidentsAnswer } from '../../lib/shared';
import { readConnection } from '../../scripts/start/data-folder.mjs';
import { waitFor } from '../support';
import { sendCalls, stuffingAttack, type Shown } from '../support/open-instance';
import { openShop } from '../support/open-shop';

const DAY_MS = 86_400_000;

let shop: Awaited<ReturnType<typeof openShop>>;
let pages: { overview: string; endpoint: string };

beforeAll(async () => {
  shop = await openShop();
  await shop.page.addInitScript(noteShifts);
  pages = await attackShop();
});
afterAll(() => shop.close());

test('the overview and an endpoint arrive with their figures in the first HTML', async () => {
  await arrivesWith(pages.overview, ['60 matched calls', '>460<', 'web-storefront', 'Open #1']);
  await arrivesWith(pages.endpoint, ['Open 60 calls', '203.0.113.84']);
});

test('a browser asks for nothing again that came with the page', async () => {
  await asksNotFor(pages.overview, /\/(overview(\/endpoints|\/consumers)?|incidents|alerts|ingest-gaps)$/);
  await asksNotFor(pages.endpoint, /\/(endpoints\/\d+(\/breakdown)?|calls|ingest-gaps)$/);
});

test('a page is loaded ahead when its link is pointed at, and none before', async () => {
  const page = await shop.page.context().newPage();
  const ahead: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.searchParams.has('_rsc')) ahead.push(url.pathname);
  });
  await page.goto(pages.overview);
  await chartsDrawn(page);
  expect(ahead).toEqual([]);
  await page.getByRole('navigation').getByRole('link', { name: 'Callers' }).hover();
  await waitFor(async () => ahead.length > 0, { what: 'the page of callers' });
  expect(new Set(ahead)).toEqual(new Set(['/projects/1/callers'])); // Next asks for it in parts
  await page.close();
});

test('nothing moves on the overview and an endpoint once they are shown', async () => {
  expect(await layoutShiftOf(pages.overview)).toBeLessThan(0.1);
  expect(await layoutShiftOf(pages.endpoint)).toBeLessThan(0.1);
});

test('what is asked for in the frame before the page has come does not change how the page comes to life', async () => {
  const { page } = shop;
  let answer = (): void => undefined;
  const answering = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/incidents?*', (route) => answering.then(() => route.continue()));
  await searchBeforePage(page);
  await page.locator('main h1').waitFor();
  answer();
  await page.getByRole('option', { name: /^#1 / }).waitFor();
  await page.unrouteAll({ behavior: 'wait' });
});

test('the server and the browser draw the same', () => {
  expect(shop.complaints).toEqual([]);
});

/** Waits until a page, asked for as browsers do, holds the texts outside its scripts: on a busy machine a read may come later. */
async function arrivesWith(path: string, texts: readonly string[]): Promise<void> {
  const { request } = shop.page.context();
  let missing = texts;
  const arrived = async (): Promise<boolean> => {
    const answer = await request.get(path, { headers: { accept: 'text/html' } });
    const html = (await answer.text()).replaceAll(/<script[^]*?<\/script>|<!-- -->/g, '');
    missing = texts.filter((text) => !html.includes(text));
    return missing.length === 0;
  };
  await waitFor(arrived, { timeoutMs: 20_000 }).catch((error: unknown) => {
    throw new Error(`${path} arrives without ${missing.join(', ')}`, { cause: error });
  });
}

const chartsDrawn = (page: Shown['page']): Promise<unknown> =>
  page.waitForFunction(() => {
    const charts = [...document.querySelectorAll('[data-chart] [role="img"]')];
    return charts.length > 0 && charts.every((chart) => chart.querySelector('svg'));
  });

/** Waits until a page has come with all that these paths tell: on a busy machine it may go out before that is read. */
async function asksNotFor(path: string, paths: RegExp): Promise<void> {
  const nothing = async (): Promise<boolean> => !(await askedOn(path)).some((asked) => paths.test(asked));
  await waitFor(nothing, { timeoutMs: 30_000, what: `${path} without a second read` });
}

/** The paths of the API that a page asks for until its charts are drawn; without the live stream, whose hints make it ask. */
async function askedOn(path: string): Promise<string[]> {
  const page = await shop.page.context().newPage();
  await page.route('**/live', (route) => route.abort());
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(path);
  await chartsDrawn(page);
  await page.close();
  return asked.filter((at) => at.startsWith('/api/'));
}

/** Opens the overview, whose figures cannot be read yet, and the palette as soon as the frame is alive. */
async function searchBeforePage(page: Shown['page']): Promise<void> {
  const database = new Client({ connectionString: readConnection(shop.dataDir)?.ownerUrl });
  await database.connect();
  try {
    await page.goto('about:blank');
    await database.query('BEGIN; LOCK TABLE endpoint_minute');
    const going = page.goto(pages.overview);
    await page.waitForFunction(isAlive, 'header button[aria-haspopup="dialog"]');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Search and commands' }).waitFor();
    await database.query('ROLLBACK');
    await going;
  } finally {
    await database.end();
  }
}

/** Whether React has taken over what the selector finds. */
function isAlive(selector: string): boolean {
  const found = document.querySelector(selector);
  return found !== null && Object.keys(found).some((key) => key.startsWith('__reactFiber$'));
}

/** Adds up how far what is shown moves under its reader, as browsers score it. */
function noteShifts(): void {
  new PerformanceObserver((list) => {
    const { dataset } = document.documentElement; // there is none yet when this script begins
    const values = list.getEntries().map((entry) => ('value' in entry ? Number(entry.value) : 0));
    dataset['shift'] = String(values.reduce((sum, value) => sum + value, Number(dataset['shift'] ?? 0)));
  }).observe({ type: 'layout-shift', buffered: true });
}

/** How far a page has moved until its charts are drawn. */
async function layoutShiftOf(path: string): Promise<number> {
  const { page } = shop;
  await page.goto(path);
  await chartsDrawn(page);
  return page.evaluate(() => Number(document.documentElement.dataset['shift'] ?? 0));
}

/** Adds an attack that becomes an incident. */
async function attackShop(): Promise<typeof pages> {
  const { request } = shop.page.context();
  await sendCalls(shop.url, shop.ingestKey, stuffingAttack(Date.now()));
  const api = '/api/v1/projects/1';
  await waitFor(
    async () => {
      const { incidents }: IncidentsAnswer = await (await request.get(`${api}/incidents`)).json();
      return incidents[0]?.callCount === 60;
    },
    { timeoutMs: 20_000, what: 'the incident' },
  );
  const [from, to] = [Date.now() - DAY_MS, Date.now()].map((at) => new Date(at).toISOString());
  const { endpoints }: EndpointsAnswer = await (await request.get(`${api}/endpoints?from=${from}&to=${to}`)).json();
  const login = endpoints.find(({ route }) => route === '/v1/login');
  return { overview: '/projects/1?range=24h', endpoint: `/projects/1/endpoints/${login?.id}?range=24h` };
}
