import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A headless browser: CHROMIUM_PATH, else the one from npm (Linux), else the system's. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(await findBrowser()),
    headless: true,
    chromiumSandbox: false, // root has none, and the pages are our own
    args: ['--font-render-hinting=none', '--disable-dev-shm-usage'],
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

/**
 * The browser in @sparticuz/chromium, with the shared libraries and fonts that a bare machine lacks. It unpacks into
 * TMPDIR and trusts what lies there, so it gets a folder that only this user writes to.
 */
async function unpackedBrowser(): Promise<LaunchOptions | undefined> {
  const folder = path.resolve('node_modules/.cache', `chromium-${process.getuid?.() ?? 'user'}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const before = { ...process.env };
  process.env.TMPDIR = folder;
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x'; // unpack the libraries too, and point to them
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    const executablePath = await packaged.executablePath();
    const { AWS_EXECUTION_ENV: _, TMPDIR: __, ...env } = process.env;
    return { executablePath, env: definedOnly({ ...env, ...ownFonts(folder), TMPDIR: before.TMPDIR }) };
  } catch (error) {
    if (Object(error).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  } finally {
    restoreEnv(before);
  }
}

/** The configuration that comes with the browser names fonts below /tmp only: characters that a page's font lacks stay blank. */
function ownFonts(folder: string): { FONTCONFIG_FILE: string } {
  const file = path.join(folder, 'own-fonts.conf');
  const dirs = [path.join(folder, 'fonts'), '/usr/share/fonts'].map((dir) => `<dir>${dir}</dir>`);
  const cache = `<cachedir>${path.join(folder, 'fonts-cache')}</cachedir>`;
  writeFileSync(file, `<?xml version="1.0"?>\n<fontconfig>${dirs.join('')}${cache}</fontconfig>\n`);
  return { FONTCONFIG_FILE: file };
}

const definedOnly = (env: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

function restoreEnv(before: Record<string, string | undefined>): void {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
}
