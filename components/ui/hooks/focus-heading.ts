/** The heading of the page takes the focus: keyboard and screen reader go on from there. */
export const focusHeading = (): void => document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
