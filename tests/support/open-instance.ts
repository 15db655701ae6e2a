import type { APIRequestContext, Browser, Page } from 'playwright-core';
import type { SetUpAnswer } from '../../lib/shared';
import { makeMigratedFolder } from './data-folder';
import { waitingForControls } from './hydrated';
import { startCallwatch } from './launcher';

/** The person who owns the instance of a browser test. */
export const OWNER = { name: 'Ada', email: 'ada@shop.test', password: 'violet-harbour-47-lantern' };

export interface OpenInstance {
  url: string;
  setupUrl: string;
  dataDir: string;
  close(): Promise<void>;
}

/** An instance of all its real processes that nobody has set up, on a data folder of its own. */
export async function openInstance(
  env: Record<string, string> = {},
  { folder: dataDir, remove } = makeMigratedFolder(),
): Promise<OpenInstance> {
  const { url, setupUrl, stop } = await startCallwatch({ dataDir, env });
  if (!setupUrl) throw new Error('a fresh instance printed no set-up link');
  return {
    url,
    setupUrl,
    dataDir,
    close: async () => {
      await stop();
      remove();
    },
  };
}

/** Sets the instance up by its link; whoever's request it is, a page's for instance, is signed in as the owner then. */
export async function setUpShop(request: APIRequestContext, instance: OpenInstance): Promise<SetUpAnswer> {
  const token = new URL(instance.setupUrl).searchParams.get('token');
  const data = { token, ...OWNER, organization: 'shop', project: 'shop-api' };
  const answer = await request.post(`${instance.url}/api/v1/setup`, { data, headers: { origin: instance.url } });
  if (!answer.ok()) throw new Error(`the set-up answered ${answer.status()}: ${await answer.text()}`);
  return answer.json();
}

export interface Shown {
  page: Page;
  /** Errors and policy violations that the browser reported, with the page on which. */
  complaints: string[];
}

/** A page in a context of its own that remembers what the browser complains about. */
export async function openPage(browser: Browser, url: string): Promise<Shown> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  const page = waitingForControls(await context.newPage());
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  const note = (text: string): void => void complaints.push(`${new URL(page.url()).pathname}: ${text}`);
  page.on('console', (message) => {
    if (message.text().includes("Blocked script execution in 'about:srcdoc'")) return; // mail runs no script, as it must
    if (message.type() === 'error' || /content security policy/i.test(message.text())) note(message.text());
  });
  page.on('pageerror', (error) => note(error.message));
  return { page, complaints };
}

/** Sends rows to ingest as a script would. Throws when one is refused. */
export async function sendCalls(url: string, key: string, calls: readonly Record<string, unknown>[]): Promise<void> {
  const answer = await fetch(`${url}/api/v1/calls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ calls }),
  });
  const text = await answer.text();
  if (answer.status !== 202 || !text.includes('"rejected":[]'))
    throw new Error(`ingest answered ${answer.status}: ${text}`);
}

/** A leaked list tried from one address, one password an account, within the last minute; the last one works. */
export function stuffingAttack(nowMs: number): Record<string, unknown>[] {
  const tries = 60;
  return Array.from({ length: tries }, (_, index) => ({
    finishedAt: new Date(nowMs - (tries - index) * 500).toISOString(),
    method: 'POST',
    route: '/v1/login',
    status: index === tries - 1 ? 200 : 401,
    durationMs: 40 + (index % 7),
    ip: '203.0.113.84',
    account: `leaked${index}@mail.example`,
    loginOutcome: index === tries - 1 ? 'success' : 'failure',
  }));
}

/** Ordinary calls of the last two hours: several endpoints, consumers and statuses. */
export function ordinaryCalls(nowMs: number): Record<string, unknown>[] {
  const routes = ['/v1/products', '/v1/products/{id}', '/v1/orders', '/v1/search'];
  return Array.from({ length: 400 }, (_, index) => ({
    finishedAt: new Date(nowMs - index * 18_000).toISOString(),
    method: index % 9 === 0 ? 'POST' : 'GET',
    route: routes[index % routes.length],
    status: [200, 200, 200, 200, 404, 200, 429, 200, 500][index % 9],
    durationMs: 20 + ((index * 37) % 200),
    ip: `192.0.2.${index % 40}`,
    consumer: ['web-storefront', 'mobile-app', 'partner-sync'][index % 3],
    responseBytes: 1_000 + index,
  }));
}
