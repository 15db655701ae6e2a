import type { Page } from 'playwright-core';
import { violationsOf } from './violations';

const THEMES = ['light', 'dark'] as const;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
/** Nothing else differs between the themes. */
const ABOUT_COLOURS = ['color-contrast', 'link-in-text-block'];

async function lookAt(page: Page, theme: (typeof THEMES)[number]): Promise<string[]> {
  // what is dimmed until a new answer is there is no state that stands
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  return violationsOf(page, theme === 'dark' ? { rules: ABOUT_COLOURS } : {});
}

/**
 * What axe finds on a page as it stands, with what is open on it, and whether it is wider than the window, in both themes
 * and at both widths.
 */
export async function faultsNow(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflowPx > 0) faults.push(`${size.width}: ${overflowPx} px too wide`);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme);
      const first = await lookAt(page, colorScheme);
      // a minute may end meanwhile: what is read anew is paler until it has come
      const found = first.length === 0 ? first : await lookAt(page, colorScheme);
      faults.push(...found.map((fault) => `${colorScheme} ${size.width} ${fault}`));
    }
  }
  await page.setViewportSize(SIZES[0]);
  return faults;
}
