'use client';

import { memo } from 'react';
import { Area, ComposedChart, Line } from 'recharts';
import type { Axes } from '../axes';
import { doneOf, type Row } from '../line-rows';
import { sameData } from '../same-data';
import { axesOf } from './axes-of';

export type LinesProps = {
  axes: Axes;
  height: number;
  margin: { top: number; right: number };
  rows: readonly Row[];
  lines: readonly { key: string; color: string }[];
  filled: boolean;
  /** What is drawn behind the lines. */
  behind: { band: boolean; previous: boolean };
};

const STILL = { isAnimationActive: false, type: 'linear', dot: false, activeDot: false } as const;

/** Axes and whole lines. Drawn again only when they say something else. */
export const DrawnLines = memo(function DrawnLines({ axes, height, margin, rows, lines, filled, behind }: LinesProps) {
  return (
    <ComposedChart
      width={axes.width}
      height={height}
      data={[...rows]}
      margin={{ ...margin, bottom: 0, left: 0 }}
      accessibilityLayer={false}
      className="absolute!"
    >
      {axesOf(axes)}
      {behind.band ? <Area {...STILL} dataKey="band" fill="var(--band)" fillOpacity={1} stroke="none" /> : null}
      {behind.previous ? (
        <Line {...STILL} dataKey="previous" stroke="var(--previous)" strokeWidth={1} strokeDasharray="2 3" />
      ) : null}
      {filled
        ? lines.map(({ key, color }) => (
            <Area key={`${key}:fill`} {...STILL} dataKey={doneOf(key)} fill={color} fillOpacity={0.2} stroke="none" />
          ))
        : null}
      {lines.map(({ key, color }) => (
        <Line key={key} {...STILL} dataKey={doneOf(key)} stroke={color} strokeWidth={1.5} />
      ))}
    </ComposedChart>
  );
}, sameData);
