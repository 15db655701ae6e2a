'use client';

import type { ComponentProps } from 'react';
import type * as Parts from './parts';

let parts: typeof Parts | null = null;

/** Recharts is a fifth of what a page loads, and no chart is drawn before the page is: it comes beside the rest. */
export const partsLoaded: Promise<unknown> = import('./parts').then((loaded) => (parts = loaded));

/** Grid and axes; nothing before `partsLoaded`. */
export function AxesChart(props: ComponentProps<typeof Parts.AxesChart>) {
  return parts ? <parts.AxesChart {...props} /> : null;
}

/** Axes and whole lines; nothing before `partsLoaded`. */
export function DrawnLines(props: ComponentProps<typeof Parts.DrawnLines>) {
  return parts ? <parts.DrawnLines {...props} /> : null;
}
