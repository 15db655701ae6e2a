/** Is the focus nowhere on the page, as after what had it has gone? */
export const nothingHasFocus = (): boolean =>
  document.activeElement === null || document.activeElement === document.body;
