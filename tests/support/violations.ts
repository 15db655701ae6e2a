import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

interface Look {
  /** Selector of what is looked at; else all of the page. */
  within?: string;
  /** Rules of axe; else those that it has for everybody. */
  rules?: string[];
}

/**
 * What axe finds wrong on a page as it stands, each rule with the elements that break it. It runs in the page and describes
 * nothing but that: to describe all that is right, and to put the findings of frames together in a page that it opens,
 * takes twice as long again. The only frames are those of mails, in which it cannot run anyway.
 */
export async function violationsOf(page: Page, { within, rules }: Look = {}): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  if (within) axe.include(within);
  if (rules) axe.withRules(rules);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
