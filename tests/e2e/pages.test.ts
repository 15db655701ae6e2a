import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IncidentsAnswer, MeAnswer } from '../../lib/shared';
import { waitFor } from '../support';
import { faultsNow } from '../support/faults-now';
import { ordinaryCalls, OWNER, sendCalls, setUpShop, stuffingAttack } from '../support/open-instance';
import { openStage, type Stage } from '../support/open-shop';
import { violationsOf } from '../support/violations';

let shop: Stage;

beforeAll(async () => {
  shop = await openStage();
});
afterAll(() => shop.close());

/** What axe finds, and whether the page is wider than the window, in both themes and at both widths. */
async function faultsOf(path: string): Promise<string[]> {
  const { page } = shop;
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-label="Loading"]') === null);
  const plainText = page.getByRole('tab', { name: 'Plain text' }); // axe cannot run inside the frame of a mail
  if (await plainText.isVisible()) await plainText.click();
  return (await faultsNow(page)).map((fault) => `${path} ${fault}`);
}

test('set-up pages are accessible and say what to do without a link or with a wrong one', async () => {
  const { page } = shop;
  expect(await faultsOf('/setup')).toEqual([]);
  expect(await page.getByText('Each start prints a new link').count()).toBe(1);
  expect(await faultsOf('/setup?token=wrong')).toEqual([]);
  expect(await page.getByText('This set-up link is not valid').count()).toBe(1);
  expect(await page.getByLabel('Your name').count()).toBe(0);
  expect(await faultsOf(shop.setupUrl)).toEqual([]);
});

test('the keyboard alone leads from the sign-in to an acknowledged incident', async () => {
  const { page } = shop;
  const { projectId } = await fillInstance();
  await page.goto('/');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'email');
  await page.keyboard.type(OWNER.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(OWNER.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await page.waitForURL(`**/projects/${projectId}/incidents`);
  await page.getByRole('table', { name: 'Incidents, newest first' }).waitFor();
  expect(await focusedHeading()).toBe('Incidents'); // keyboard and screen reader begin at the new page
  await page.keyboard.press('j');
  const outline = await page.evaluate(() => document.activeElement?.closest('tr')?.textContent ?? '');
  expect(outline).toContain('/v1/login');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/incidents/1');
  await page.getByRole('button', { name: /Acknowledge/ }).waitFor();
  expect(await focusedHeading()).toContain('/v1/login');
  await page.keyboard.press('a');
  await page.getByText(`by ${OWNER.name}`).first().waitFor();
  await page.keyboard.press('n');
  await page.keyboard.type('looking into it');
  expect(await page.getByLabel('Write a note').inputValue()).toBe('looking into it');
});

test('the number of a line of the story opens exactly its calls', async () => {
  const { page } = shop;
  const line = page.getByRole('listitem').filter({ hasText: /Burst\. \d/ });
  const words = await line.getByRole('link').innerText();
  await line.getByRole('link').click();
  await page.getByText('Only those from').waitFor();
  const rows = page.getByRole('table', { name: 'Matched calls' }).locator('tbody tr');
  await waitFor(async () => `${await rows.count()} calls` === words, { timeoutMs: 10_000, what: `rows of ${words}` });
  await page.getByRole('button', { name: 'Show all' }).click();
  await waitFor(async () => (await rows.count()) === 50, { timeoutMs: 10_000, what: 'the first page of all calls' });
});

test('every page that the navigation holds has a key', async () => {
  const { page } = shop;
  for (const [key, path] of [
    'c/calls',
    'e/endpoints',
    'u/consumers',
    'k/callers',
    'l/logins',
    'r/rate-limits',
    'a/alerts',
    'n/rules',
    'h/channels',
    'd/deliveries',
    'm/mailbox',
    's/settings',
    'o',
  ].map((text) => text.split('/'))) {
    await page.keyboard.press('g');
    await page.keyboard.press(key ?? '');
    await page.waitForURL(path ? `**/${path}` : '**/projects/1');
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('mailbox').waitFor();
  await page.keyboard.press('Escape');
  // back to where the keyboard was
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
});

test('the palette leads to what is typed, and every link keeps environment, range and comparison', async () => {
  const { page } = shop;
  const kept = '?env=production&range=24h&vs=none';
  const at = (path: string) => page.waitForURL((url) => url.pathname + url.search === path + kept);
  await page.goto(`/projects/1${kept}`);
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.keyboard.press('/');
  await page.getByRole('combobox').fill('consum');
  await page.getByRole('option', { name: 'Consumers' }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await at('/projects/1/consumers');
  await page.getByRole('table', { name: 'Consumers' }).getByRole('link', { name: 'web-storefront' }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await at('/projects/1/consumers/web-storefront');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('#1');
  await page.getByRole('option', { name: /^#1 / }).waitFor();
  await page.keyboard.press('Enter');
  await at('/projects/1/incidents/1');
  const links = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').all();
  for (const link of links) expect(await link.getAttribute('href')).toContain(kept);
});

test('a number in a row of a table is large enough for a finger on a phone', async () => {
  const { page } = shop;
  await page.setViewportSize({ width: 390, height: 900 });
  for (const list of ['endpoints', 'consumers']) {
    await page.goto(`/projects/1/${list}?range=24h`);
    const numbers = page.locator('td [data-row-behind]:visible');
    await numbers.first().waitFor();
    const sizes = await numbers.evaluateAll((links) => links.map((link) => link.getBoundingClientRect()));
    expect(sizes.filter(({ width, height }) => width < 24 || height < 24)).toEqual([]);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('an archive without calls in the range says so and is not said to be watched', async () => {
  const { page } = shop;
  await page.goto('/projects/1');
  await page.getByRole('button', { name: /^Environment/ }).click();
  await page.getByRole('menuitem', { name: /^archive/ }).click();
  await page.getByText('Nothing was imported yet.').waitFor();
  await page.getByText('Not watched').waitFor();
  expect(new URL(page.url()).searchParams.get('env')).toBe('archive');
});

test('a project into which nothing but old logs came leads to them', async () => {
  const { page, url } = shop;
  const headers = { origin: url };
  const project = await (await page.request.post('/api/v1/projects', { data: { name: 'old logs' }, headers })).json();
  const made = await page.request.post(`/api/v1/projects/${project.id}/keys`, { data: { name: 'import' }, headers });
  const { key } = await made.json();
  const old = {
    environment: 'archive',
    finishedAt: '2015-05-17T10:05:03Z',
    method: 'GET',
    route: '/blog',
    status: 200,
  };
  await sendCalls(url, key, [old]);
  await page.goto(`/projects/${project.id}/endpoints`);
  await page.getByText('No call has arrived yet.').waitFor();
  await page.getByText('The archive holds 17 May 2015, which was imported.').waitFor();
  await page.getByRole('button', { name: 'Show the archive' }).click();
  await page.getByRole('table', { name: 'Endpoints' }).getByText('/blog').waitFor();
  expect(new URL(page.url()).searchParams.get('env')).toBe('archive');
});

test('the pages about people and organizations have no fault that axe knows', { timeout: 150_000 }, async () => {
  const organization = `/organizations/${await organizationId()}`;
  const ends = ['', '/members', '/tokens', '/settings'].map((end) => organization + end);
  const faults: string[] = [];
  for (const path of [...ends, '/projects', '/account', '/status', '/organizations/new'])
    faults.push(...(await faultsOf(path)));
  expect(faults).toEqual([]);
});

// a short range and few rows: axe looks at every bar and every cell
const PROJECT_ENDS = [
  '?range=1h',
  '/calls?status=5xx',
  '/endpoints',
  '/endpoints?q=%2Fv2&errors=5',
  '/endpoints/2?range=1h',
  '/endpoints/2?range=1h&latency=percentiles',
  '/endpoints/999999',
  '/incidents',
  '/incidents/1',
  '/consumers',
  '/consumers/web-storefront?range=1h',
  '/consumers/nobody',
  '/callers',
  '/logins?range=1h&outcome=success',
  '/rate-limits',
  '/rate-limits/1?range=1h',
  '/rate-limits/new?endpoint=2',
  '/rate-limits/999',
  '/alerts',
  '/rules',
  '/rules/new?days=1',
  '/rules/new?kind=incident',
  '/deliveries',
  '/channels',
  '/mailbox',
  '/settings',
  '/start',
];
const PAGES = [
  ...PROJECT_ENDS.map((end) => `/projects/1${end}`),
  '/projects/new',
  '/projects/1/incidents/none',
  '/nowhere',
];

test.each(PAGES)(
  '%s has no fault that axe knows, in both themes, on desktop and phone',
  { timeout: 60_000 },
  async (path) => {
    expect(await faultsOf(path)).toEqual([]);
  },
);

test('the pages for those who are not signed in have no fault that axe knows', { timeout: 120_000 }, async () => {
  await shop.page.context().clearCookies();
  const faults: string[] = [];
  for (const path of ['/sign-in', '/forgotten-password', '/reset-password#link', '/invitation#over', '/invitation']) {
    faults.push(...(await faultsOf(path)));
  }
  expect(faults).toEqual([]);
});

test('no page breaks its content security policy or logs an error', () => {
  // the missing page itself, and the invitation that is over
  const expected = /Failed to load resource: the server responded with a status of 404|^\/invitation: .* 403/;
  expect(shop.complaints.filter((text) => !expected.test(text))).toEqual([]);
});

const focusedHeading = (): Promise<string | null> =>
  shop.page.evaluate(() =>
    document.activeElement?.tagName === 'H1'
      ? document.activeElement.textContent
      : (document.activeElement?.outerHTML ?? null),
  );

const organizationId = (): Promise<string | undefined> =>
  shop.page.evaluate(async () => {
    const me: MeAnswer = await (await fetch('/api/v1/me')).json();
    return me.organizations[0]?.id;
  });

/** Sets up by the API and waits until the calls of an attack have become an incident. */
async function fillInstance(): Promise<{ projectId: number }> {
  const { request } = await shop.browser.newContext(); // the page itself signs in later
  const { project, ingestKey } = await setUpShop(request, shop);
  const policy = { name: 'Calls of a minute', limit: 75, windowSeconds: 60, key: 'caller' };
  const headers = { origin: shop.url };
  await request.post(`${shop.url}/api/v1/projects/${project.id}/rate-policies`, { data: policy, headers });
  await sendCalls(shop.url, ingestKey, [...ordinaryCalls(Date.now()), ...stuffingAttack(Date.now())]);
  await waitFor(
    async () => {
      const list = await request.get(`${shop.url}/api/v1/projects/${project.id}/incidents`);
      const { incidents }: IncidentsAnswer = await list.json();
      return incidents.length > 0;
    },
    { timeoutMs: 20_000, what: 'the incident' },
  );
  return { projectId: project.id };
}
