import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { LaunchOptions } from 'playwright-core';

const PACKAGE = 'node_modules/@sparticuz/chromium/package.json';
const CACHE = 'node_modules/.cache';
const UNPACK = `const { default: browser } = await import('@sparticuz/chromium'); await browser.executablePath();`;

/**
 * The browser in @sparticuz/chromium, with the shared libraries and fonts that a bare machine lacks; undefined without the
 * package. It lies in a folder that only this user writes to.
 */
export async function unpackedBrowser(): Promise<LaunchOptions | undefined> {
  if (!existsSync(PACKAGE)) return undefined;
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8'));
  const folder = path.resolve(CACHE, `chromium-${version}-${process.getuid?.() ?? 'user'}`);
  if (!existsSync(folder)) await unpack(folder);
  const libraries = [path.join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  const env = { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fontsFile(folder) };
  return { executablePath: path.join(folder, 'chromium'), env };
}

const fontsFile = (folder: string): string => path.join(folder, 'own-fonts.conf');

/**
 * Whole or not at all, since other test files look for it at the same time. The package unpacks into TMPDIR, which is
 * that of a process of its own: here other tests make their folders meanwhile.
 */
async function unpack(folder: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const partial = mkdtempSync(`${folder}.`);
  try {
    // the second name lets it unpack the libraries, too
    const env = { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', UNPACK], { env });
    writeFileSync(fontsFile(partial), ownFonts(folder));
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else somebody else was first
  }
}

/** The configuration that comes with the browser names fonts below /tmp only: characters that a page's font lacks stay blank. */
function ownFonts(folder: string): string {
  const dirs = [path.join(folder, 'fonts'), '/usr/share/fonts'].map((dir) => `<dir>${dir}</dir>`);
  const cache = `<cachedir>${path.join(folder, 'fonts-cache')}</cachedir>`;
  return `<?xml version="1.0"?>\n<fontconfig>${dirs.join('')}${cache}</fontconfig>\n`;
}
