'use client';

import { memo } from 'react';
import { ComposedChart } from 'recharts';
import { type Axes, MARGIN } from '../axes';
import { sameData } from '../same-data';
import { axesOf } from './axes-of';

type AxesChartProps = { axes: Axes; height: number; right: number };

/** Grid and axes under layers that draw themselves. Drawn again only when they say something else. */
export const AxesChart = memo(function AxesChart({ axes, height, right }: AxesChartProps) {
  return (
    <ComposedChart
      width={axes.width}
      height={height}
      data={[]}
      margin={{ top: MARGIN.top, right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
      className="absolute!"
    >
      {axesOf(axes)}
    </ComposedChart>
  );
}, sameData);
