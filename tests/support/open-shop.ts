import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser';
import {
  openInstance,
  openPage,
  ordinaryCalls,
  sendCalls,
  setUpShop,
  type OpenInstance,
  type Shown,
} from './open-instance';

/** An instance that nobody has set up, a browser, and a page of it in which nobody is signed in. */
export type Stage = OpenInstance & Shown & { browser: Browser };

export async function openStage(...where: Parameters<typeof openInstance>): Promise<Stage> {
  const [browser, instance] = await Promise.all([launchBrowser(), openInstance(...where)]);
  const shown = await openPage(browser, instance.url);
  const close = async (): Promise<void> => {
    await browser.close();
    await instance.close();
  };
  return { ...instance, ...shown, browser, close };
}

/** The same with a shop whose owner is signed in, and two hours of its calls, every ninth of which fails. */
export async function openShop(env: Record<string, string> = {}): Promise<Stage & { ingestKey: string }> {
  const stage = await openStage(env);
  const { ingestKey } = await setUpShop(stage.page.request, stage);
  await sendCalls(stage.url, ingestKey, ordinaryCalls(Date.now()));
  return { ...stage, ingestKey };
}
