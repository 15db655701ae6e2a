import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import express from 'express';
import { callwatch } from 'callwatch/express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage, OWNER } from '../support/open-instance';
import { openStage, type Stage } from '../support/open-shop';
import { makeTemporaryFolder } from '../support/temporary-folder';

let shop: Stage;
let api: Server | undefined;

beforeAll(async () => {
  shop = await openStage({}, makeTemporaryFolder()); // as whoever starts it for the first time
});
afterAll(async () => {
  api?.close();
  await shop.close();
});

/** An ordinary Express app with the two lines of the SDK; every login fails. Gives its address. */
async function startApi(key: string): Promise<string> {
  const app = express();
  app.use(callwatch({ url: shop.url, key, trustedProxies: ['127.0.0.0/8'] }));
  app.use(express.json());
  app.get('/v1/products/:id', (_req, res) => void res.json({ name: 'lamp' }));
  app.post('/v1/login', (_req, res) => void res.status(401).json({ error: 'wrong' }));
  api = createServer(app).listen(0, '127.0.0.1');
  await once(api, 'listening');
  const address = api.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

test('from the set-up link to a watched API, a live incident and the mail about it', async () => {
  const { page } = shop;
  await page.goto(shop.setupUrl);
  await page.getByLabel('Your name').fill(OWNER.name);
  await page.getByLabel('Email').fill('ada');
  await page.getByLabel('Password').fill('password1234');
  await page.getByLabel('Organization').fill('shop');
  await page.getByLabel('Project').fill('shop-api');
  await page.getByRole('button', { name: 'Set up Callwatch' }).click();
  await page.getByText('Is among the passwords that are guessed first').waitFor();
  await page.getByText('Must be an email address').waitFor(); // all faults at once
  await page.getByLabel('Email').fill(OWNER.email);
  await page.getByLabel('Password').fill(OWNER.password);
  await page.getByRole('button', { name: 'Set up Callwatch' }).click();

  await page.getByRole('heading', { name: 'Watch your first call' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Watch your first call');
  const key = await page.getByLabel('Ingest key').inputValue();
  expect(key).toMatch(/^cwk_production_[0-9A-Za-z]{36}$/);
  expect(page.url()).not.toContain(key);
  await page.getByText('Waiting for the first call…').waitFor();

  const address = await startApi(key);
  await fetch(`${address}/v1/products/7`, { headers: { 'x-forwarded-for': '198.51.100.20' } });
  await page.getByRole('heading', { name: 'shop-api is being watched' }).waitFor();
  await page.getByText('198.51.100.20').waitFor();
  expect(await page.getByText('/v1/products/:id').count()).toBeGreaterThan(0);

  await page.getByRole('link', { name: /Open overview/ }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.evaluate(() => Reflect.set(window, 'stayed', true));
  const tries = Array.from({ length: 30 }, (_, index) =>
    fetch(`${address}/v1/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.84' },
      body: JSON.stringify({ email: `leaked${index}@mail.example`, password: 'summer' }),
    }),
  );
  await Promise.all(tries);
  await page.getByRole('link', { name: /^Incidents\s*1/ }).waitFor();
  await page.getByRole('link', { name: /Open incident/ }).click();
  await page.getByRole('heading', { level: 1, name: /\/v1\/login/ }).waitFor();
  expect(await page.getByText('203.0.113.84').count()).toBeGreaterThan(0);

  await page.getByRole('link', { name: 'Mailbox' }).click();
  await page.getByRole('heading', { name: /\/v1\/login/ }).waitFor();
  const mail = page.frameLocator('iframe[title^="Message"]');
  await mail.getByRole('heading', { name: /\/v1\/login/ }).waitFor();
  expect(await page.evaluate(() => Reflect.get(window, 'stayed'))).toBe(true); // no reload on the way
  expect(shop.complaints.filter((text) => !text.startsWith('/setup: Failed to load'))).toEqual([]);
});

test('the key is shown once: after a reload only its hint is there', async () => {
  const { page } = shop;
  await page.goto('/projects/1/start');
  await page.getByRole('heading', { name: 'Have an ingest key' }).waitFor();
  await page.getByText(/^cwk_production_\w+…\w+$/).waitFor();
  expect(await page.getByLabel('Ingest key', { exact: true }).count()).toBe(0);
});

test('after the set-up nobody can set up again, and a sign-in leads back to where it began', async () => {
  const other = await openPage(shop.browser, shop.url);
  await other.page.goto(shop.setupUrl);
  await other.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await other.page.goto('/projects/1/incidents?state=open');
  await other.page.getByLabel('Email').fill(OWNER.email);
  await other.page.getByLabel('Password').fill('not the password');
  await other.page.getByRole('button', { name: 'Sign in' }).click();
  await other.page.getByText('Email or password is wrong.').waitFor();
  await other.page.getByLabel('Password').fill(OWNER.password);
  await other.page.getByRole('button', { name: 'Sign in' }).click();
  await other.page.getByRole('heading', { name: 'Incidents' }).waitFor();
  expect(new URL(other.page.url()).search).toBe('?state=open');
});
