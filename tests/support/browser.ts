import { existsSync } from 'node:fs';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { unpackedBrowser } from './unpacked-browser';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A headless browser: CHROMIUM_PATH, else the one from npm (Linux), else the system's. It takes arguments of Chromium. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    ...(await findBrowser()),
    headless: true,
    chromiumSandbox: false, // root has none, and the pages are our own
    args: ['--font-render-hinting=none', '--disable-dev-shm-usage', ...more],
  });
}

async function findBrowser(): Promise<LaunchOptions> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return { executablePath: chosen };
  const packaged = process.platform === 'linux' ? await unpackedBrowser() : undefined;
  if (packaged) return packaged;
  const system = SYSTEM.find((file) => existsSync(file));
  if (system) return { executablePath: system };
  throw new Error('no browser found: set CHROMIUM_PATH');
}
