import type { Page } from 'playwright-core';
import { launchBrowser } from '../../tests/support/browser';
import { waitingForControls } from '../../tests/support/hydrated';
import { quantile } from '../support/quantile';

const ROUNDS = 5;
/** As Lighthouse's desktop preset. */
const VIEWPORT = { width: 1350, height: 940 };
/** The least that a browser tells. */
const LEAST_MS = 16;

/** From a key or click to the next paint, milliseconds; browsers round to 8. */
export interface Interactions {
  count: number;
  medianMs: number;
  /** What INP is of a page with many interactions. */
  p98Ms: number;
  worstMs: number;
}

type Step = (page: Page) => Promise<void>;

const chooseRange =
  (words: string): Step =>
  async (page) => {
    await page.getByRole('button', { name: /^Time range/ }).click();
    await page.getByRole('button', { name: new RegExp(`^Last ${words}`) }).click();
  };

const compareWith =
  (words: string): Step =>
  async (page) => {
    await page.getByRole('button', { name: /^(vs |No comparison)/ }).click();
    await page.getByRole('menuitem', { name: new RegExp(words) }).click();
  };

const filterBy =
  (typed: string): Step =>
  async (page) => {
    await page.getByRole('combobox', { name: 'Add a filter' }).focus();
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
  };

const removeLastFilter: Step = async (page) => {
  await page.getByRole('combobox', { name: 'Add a filter' }).focus();
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Delete');
};

const RANGES = ['7 d', '6 h', '24 h'].map(chooseRange);
const COMPARISONS = ['No comparison', 'last week', '^vs (?!.*last week)'].map(compareWith);
const FILTERS = [
  filterBy('status 404'),
  filterBy('latency >150'),
  filterBy('method POST'),
  removeLastFilter,
  removeLastFilter,
  removeLastFilter,
];

/** What is changed on each page: its range, its comparison, its filters. */
export const STEPS: Record<'overview' | 'endpoint' | 'calls', readonly Step[]> = {
  overview: [...RANGES, ...COMPARISONS],
  endpoint: [...RANGES, ...COMPARISONS],
  calls: [...FILTERS, ...RANGES],
};
export type InteractivePage = keyof typeof STEPS;

/** Resolves when all that a page asked of the API is answered and drawn. */
function untilAnswered(page: Page): () => Promise<void> {
  let open = 0;
  let heard = (): void => undefined;
  const isRead = (url: string): boolean => url.includes('/api/v1/') && !url.includes('/live');
  page.on('request', (request) => {
    if (isRead(request.url())) open += 1;
  });
  const end = (request: { url(): string }): void => {
    if (!isRead(request.url())) return;
    open -= 1;
    heard();
  };
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  const drawn = (): Promise<void> =>
    page.evaluate(
      () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
    );
  return async () => {
    await drawn();
    while (open > 0) await new Promise<void>((resolve) => (heard = resolve));
    await drawn();
  };
}

/** Starts to note the longest event of each interaction, by the Event Timing API. */
const startNoting = (page: Page): Promise<void> =>
  page.evaluate((durationThreshold) => {
    const longest = new Map<number, number>();
    Reflect.set(window, 'benchInteractions', longest);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const id = Number(Reflect.get(entry, 'interactionId'));
        if (id > 0) longest.set(id, Math.max(longest.get(id) ?? 0, entry.duration));
      }
    }).observe({ type: 'event', buffered: true, durationThreshold } as PerformanceObserverInit);
  }, LEAST_MS);

/** Longest event of each interaction so far. */
const noted = (page: Page): Promise<number[]> =>
  page.evaluate(() => [...(Reflect.get(window, 'benchInteractions') as Map<number, number>).values()]);

/** Uses the page as a person does who changes what it is about, over and over. */
async function use(page: Page, url: string, steps: readonly Step[]): Promise<number[]> {
  const answered = untilAnswered(page);
  await page.goto(url);
  await answered();
  await startNoting(page);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const step of steps) {
      await step(page);
      await answered();
    }
  return noted(page);
}

/** Interaction to next paint on changes of range, comparison and filters, of each page. Those under 16 ms are not told by browsers. */
export async function measureInteractions(
  pages: readonly { name: InteractivePage; url: string }[],
  cookie: string,
): Promise<Record<string, Interactions>> {
  const browser = await launchBrowser();
  try {
    const results: Record<string, Interactions> = {};
    for (const { name, url } of pages) {
      const context = await browser.newContext({ viewport: VIEWPORT, extraHTTPHeaders: { cookie } });
      const times = await use(waitingForControls(await context.newPage()), url, STEPS[name]);
      results[name] = {
        count: times.length,
        medianMs: quantile(times, 0.5),
        p98Ms: Math.round(quantile(times, 0.98)),
        worstMs: Math.max(...times),
      };
      await context.close();
    }
    return results;
  } finally {
    await browser.close();
  }
}
