/** Takes the focus as soon as it is there; as `ref` of what stands in place of something that had it. */
export const focusAtOnce = (element: HTMLElement | null): void => element?.focus();
