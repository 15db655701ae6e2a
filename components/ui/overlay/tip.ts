/**
 * Words that appear on hover and focus of an element, as attributes of it: a page shows a hundred numbers, and one tooltip for all
 * (`TooltipLayer`). Never the only place of an information.
 */
export const tip = (words: string, detail?: string) => ({
  'data-tip': words,
  ...(detail !== undefined && { 'data-tip-detail': detail }),
});

const TIP = '[data-tip]';

/** The element around `node` that has words to show; null without. */
export const tipAround = (node: EventTarget | null): HTMLElement | null =>
  node instanceof Element ? node.closest<HTMLElement>(TIP) : null;
