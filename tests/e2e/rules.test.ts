import { afterAll, beforeAll, expect, test } from 'vitest';
import { posts } from '../support/posts';
import { openShop } from '../support/open-shop';
import { violationsOf } from '../support/violations';

let shop: Awaited<ReturnType<typeof openShop>>;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

test('a rule is made as a sentence by keyboard, tried on the past, saved and found in the list', async () => {
  const { page } = shop;
  await page.goto('/projects/1/rules');
  await page
    .getByRole('table', { name: 'Rules' })
    .getByRole('link', { name: /^Server errors/ })
    .waitFor();
  await page.keyboard.press('r');
  await page.waitForURL('**/rules/new');
  await page.getByText(/It would (not )?have fired/).waitFor();
  const threshold = page.getByLabel('Threshold in %');
  await threshold.fill('120');
  await page.getByText('Enter a percentage from 0 to 100').waitFor();
  await threshold.fill('99');
  await page.getByText(/It would not have fired[.,]/).waitFor();
  await threshold.fill('1');
  await page.getByText(/It would not have fired[.,]/).waitFor(); // windows of the shop have fewer than 20 calls
  await page.getByLabel('Least calls in a window').fill('0');
  await page.getByText(/It would have fired \d+ times?/).waitFor();
  await page.getByRole('table', { name: 'Firings, newest first' }).waitFor();
  await page.getByRole('heading', { level: 1, name: 'Error ratio above 1 % over 5 min' }).waitFor();
  await threshold.press('ArrowUp');
  await page.getByRole('heading', { level: 1, name: 'Error ratio above 2 % over 5 min' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.waitForURL('**/rules');
  await page
    .getByRole('table', { name: 'Rules' })
    .getByRole('link', { name: 'Error ratio above 2 % over 5 min' })
    .waitFor();
});

test('a threshold is dragged, moved by keys and taken from the table; sentence and backtest follow', async () => {
  const { page } = shop;
  await page.goto('/projects/1/rules/new');
  const threshold = page.getByLabel('Threshold in %');
  const handle = page.getByRole('slider', { name: 'Threshold' });
  const others = page.getByRole('table', { name: 'Firings at other thresholds' });
  await others.getByRole('button', { name: 'Take 12 %' }).click();
  await page.getByRole('heading', { level: 1, name: 'Error ratio above 12 % over 5 min' }).waitFor();
  await others.getByRole('button', { name: 'Take 29 %' }).waitFor(); // tried again, around the new one
  const at = await handle.boundingBox();
  if (!at) throw new Error('the handle is not drawn');
  const [x, y] = [at.x + at.width / 2, at.y + at.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 30, { steps: 5 });
  const dragged = Number(await threshold.inputValue());
  expect(dragged).toBeGreaterThan(12);
  await page.mouse.up();
  expect(await threshold.inputValue()).toBe(String(dragged));
  expect(await handle.getAttribute('aria-valuetext')).toBe(`${dragged} percent`);
  await handle.focus();
  await page.keyboard.press('Home');
  await page.getByRole('heading', { level: 1, name: 'Error ratio above 0 % over 5 min' }).waitFor();
  await page.keyboard.press('ArrowUp');
  expect(Number(await threshold.inputValue())).toBeGreaterThan(0);
  await page.keyboard.press('End');
  expect(Number(await threshold.inputValue())).toBeLessThanOrEqual(100);
  await page.getByText(/It would (not )?have fired/).waitFor();
});

test('a test message goes to the channels of the rule, and says for each that it arrived', async () => {
  const { page } = shop;
  const headers = { origin: shop.url };
  const made = await page.request.post('/api/v1/projects/1/channels', {
    headers,
    data: { kind: 'email', to: 'oncall@shop.test', name: 'Oncall' },
  });
  expect(made.ok()).toBe(true);
  await page.goto('/projects/1/rules/new');
  const panel = page.getByRole('region', { name: 'Test message' });
  const channel = panel.getByRole('listitem').filter({ hasText: 'Oncall' });
  await channel.getByText('not tested from here yet').waitFor();
  await panel.getByRole('button', { name: /^Send test to \d channels?$/ }).click();
  await channel.getByText(/^Test delivered in/).waitFor();
  await page.goto('/projects/1/mailbox');
  await page.getByText('Test of the channel Oncall').first().waitFor();
});

test('on a phone Back closes an open mail and shows the list again', async () => {
  const { page } = shop;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/projects/1/rules');
  await page.getByRole('heading', { level: 1, name: 'Rules' }).waitFor();
  await page.goto('/projects/1/mailbox');
  const first = page.getByRole('table', { name: 'Messages, newest first' }).getByRole('row').nth(1);
  await first.click();
  await page.waitForURL(/mailbox\?mail=/);
  await page.goBack();
  await page.waitForURL(/mailbox$/);
  await first.waitFor();
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('the rule as code makes the rule by the API', async () => {
  const { page } = shop;
  await page.goto('/projects/1/rules/new');
  await page.getByLabel('Threshold in %').fill('33');
  const panel = page.getByRole('region', { name: 'As code' });
  const code = panel.locator('pre');
  await code.getByText('0.33').waitFor();
  const data: unknown = JSON.parse((await code.textContent()) ?? '');
  await panel.getByRole('tab', { name: 'curl' }).click();
  await panel.getByText('export CALLWATCH_TOKEN=your-api-token').waitFor();
  const made = await page.request.post('/api/v1/projects/1/rules', { data, headers: { origin: shop.url } });
  expect(await made.json()).toMatchObject({ name: 'Error ratio above 33 % over 5 min', condition: { above: 0.33 } });
});

test('x selects rules and turns them off together; f filters calls by a cell', async () => {
  const { page } = shop;
  await page.goto('/projects/1/rules');
  await page.getByRole('link', { name: /^Error ratio above 33 %/ }).focus();
  await page.keyboard.press('x');
  await page.getByText('1 selected').waitFor();
  await page.getByRole('button', { name: 'Turn 1 rule off' }).click();
  await page
    .getByRole('row')
    .filter({ hasText: 'Error ratio above 33 %' })
    .getByText('Off', { exact: true })
    .first()
    .waitFor();
  await page.goto('/projects/1/calls');
  const calls = page.getByRole('table', { name: 'Calls, newest first' });
  await calls.getByRole('row').nth(1).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('f');
  for (const key of ['ArrowRight', 'ArrowRight', 'f']) await page.keyboard.press(key);
  await page.waitForURL(/status=\d{3}/);
  await page.getByRole('button', { name: /^Take the filter Status \d{3} off$/ }).waitFor();
});

test('a double click makes one rule, and so do keys pressed in a row with the focus nowhere', async () => {
  const { page } = shop;
  const made = posts(page, '/api/v1/projects/1/rules');
  for (const save of [
    () => page.getByRole('button', { name: 'Save and start watching' }).dblclick(),
    () => Promise.all(Array.from({ length: 8 }, () => page.keyboard.press('Control+Enter'))),
  ]) {
    await page.goto('/projects/1/rules/new');
    await page.getByText(/It would (not )?have fired/).waitFor();
    await save();
    await page.waitForURL('**/rules');
  }
  await page.goto('/projects/1/rules/new?kind=incident');
  await page.getByLabel('Name').fill('All that is high');
  await page.getByRole('button', { name: 'Save and start watching' }).dblclick();
  await page.waitForURL('**/rules');
  expect(made()).toBe(3);
});

test('edits are lost only after a question: by esc with the focus nowhere, and by a link', async () => {
  const { page } = shop;
  await page.goto('/projects/1/rules/new');
  await page.getByLabel('Threshold in %').fill('44');
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press('Escape');
  const question = page.getByText('Leave without the new rule?');
  await question.waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Incidents' }).first().click();
  await question.waitFor();
  expect(new URL(page.url()).pathname).toBe('/projects/1/rules/new');
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL('**/incidents');
  await page.goto('/projects/1/rules/new');
  await page.getByText(/It would (not )?have fired/).waitFor();
  await page.keyboard.press('Escape'); // nothing to lose
  await page.waitForURL('**/rules');
});

test('edits are lost only after a question: by keys, by a command and by Back', async () => {
  const { page } = shop;
  const pathname = '/projects/1/rules/new';
  await page.goto('/projects/1/rules');
  await page.getByRole('table', { name: 'Rules' }).waitFor();
  await page.keyboard.press('r');
  await page.waitForURL(`**${pathname}`);
  await page.getByLabel('Threshold in %').fill('44');
  const blur = () =>
    page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  const back = () => page.evaluate(() => window.history.back());
  const question = page.getByText('Leave without the new rule?');
  const byCommand = async () => {
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search routes, callers, consumers, incidents').fill('logins');
    await page.getByRole('option', { name: 'Logins' }).waitFor();
    await page.keyboard.press('Enter');
  };
  for (const leave of [() => page.keyboard.type('gi'), byCommand, back, back]) {
    await blur();
    await leave();
    await question.waitFor();
    expect(new URL(page.url()).pathname).toBe(pathname);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Threshold in %').inputValue()).toBe('44');
  }
  await back();
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL('**/projects/1/rules');
  await page.getByRole('table', { name: 'Rules' }).waitFor();
  await page.goForward();
  expect(new URL(page.url()).pathname).toBe(pathname);
});

test('what cannot be tried on the past says so', async () => {
  const { page } = shop;
  await page.goto('/projects/1/rules');
  await page.getByRole('link', { name: 'No heartbeat' }).click();
  await page.getByText('This cannot be tried on the past.').waitFor();
});

test('a rule is turned off in the list, and deleted after a confirm', async () => {
  const { page } = shop;
  await page.goto('/projects/1/rules');
  const row = page.getByRole('row').filter({ hasText: 'Error ratio above 2 %' });
  await row.getByRole('switch').click();
  await row.getByText('Off', { exact: true }).first().waitFor();
  await row.getByRole('button', { name: /^Delete/ }).click();
  await page.getByRole('button', { name: 'Delete 1 rule' }).click();
  await row.waitFor({ state: 'detached' });
});

test('open lists of the sentence have no fault that axe knows', async () => {
  const { page } = shop;
  await page.goto('/projects/1/rules/new');
  await page.getByRole('button', { name: /^Endpoint or consumer: all calls/ }).click();
  await page.getByRole('option', { name: 'GET /v1/orders' }).waitFor();
  await page.getByPlaceholder('Route or consumer').fill('orders');
  await page.getByRole('option', { name: 'all calls' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  const chosen = page.getByRole('button', { name: /Endpoint or consumer: (GET|POST) \/v1\/orders/ });
  await chosen.click();
  await page.getByRole('option', { name: 'all calls' }).waitFor();
  expect(await violationsOf(page, { within: '[role="dialog"]' })).toEqual([]);
  expect(shop.complaints).toEqual([]);
});
