import type { ReactNode } from 'react';
import type { Plot } from './scale/plot';

export interface ChartThreshold {
  value: number;
  label: string;
  /** Draws the line in place of the chart and lets a person move it. The axis reaches to `reach` at least, so that it can go up. */
  handle?: { draw: (plot: Plot) => ReactNode; reach: number };
}
