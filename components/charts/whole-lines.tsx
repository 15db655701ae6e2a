'use client';

import { doneOf, rowsWith } from './line-rows';
import { DrawnLines } from './recharts/lazily';
import type { LinesProps } from './recharts/drawn-lines';

/** Axes and whatever of the lines is over: live calls change the end alone, which is a layer of its own. */
export function WholeLines({ rows, lines, behind, ...rest }: LinesProps) {
  const names = [
    ...(behind.band ? ['band'] : []),
    ...(behind.previous ? ['previous'] : []),
    ...lines.map(({ key }) => doneOf(key)),
  ];
  return (
    <DrawnLines
      {...rest}
      behind={behind}
      rows={rowsWith(rows, names)}
      lines={lines.map(({ key, color }) => ({ key, color }))}
    />
  );
}
