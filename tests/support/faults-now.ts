import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const THEMES = ['light', 'dark'] as const;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

/** What axe finds on a page as it stands, with what is open on it, in both themes and at both widths. */
export async function faultsNow(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme);
      // what is dimmed until a new answer is there is no state that stands
      await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations)
        faults.push(`${colorScheme} ${size.width} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    }
  }
  await page.setViewportSize(SIZES[0]);
  return faults;
}
