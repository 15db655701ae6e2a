'use client';

import { memo } from 'react';
import { Area, ComposedChart, Line } from 'recharts';
import { type Axes, axesOf } from './axes';
import { type Row, rowsWith } from './line-rows';
import { sameData } from './same-data';

type Lines = {
  axes: Axes;
  height: number;
  margin: { top: number; right: number };
  rows: readonly Row[];
  lines: readonly { key: string; color: string }[];
  filled: boolean;
  /** What is drawn behind the lines. */
  behind: { band: boolean; previous: boolean };
};

/** Axes and whatever of the lines is over: live calls change the end alone, which is a layer of its own. */
export function WholeLines({ rows, lines, behind, ...rest }: Lines) {
  const names = [
    ...(behind.band ? ['band'] : []),
    ...(behind.previous ? ['previous'] : []),
    ...lines.map(({ key }) => doneOf(key)),
  ];
  return (
    <Drawn
      {...rest}
      behind={behind}
      rows={rowsWith(rows, names)}
      lines={lines.map(({ key, color }) => ({ key, color }))}
    />
  );
}

const doneOf = (key: string): string => `${key}:done`;
const STILL = { isAnimationActive: false, type: 'linear', dot: false, activeDot: false } as const;

const Drawn = memo(function Drawn({ axes, height, margin, rows, lines, filled, behind }: Lines) {
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
