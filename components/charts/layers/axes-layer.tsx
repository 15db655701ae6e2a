import { memo } from 'react';
import { Surface } from 'recharts';
import type { Axes } from '../axes';
import { sameData } from '../same-data';
import { TimeTick } from './time-tick';
import { ValueTick } from './value-tick';

const VALUE_TICK_PX = 8;

/** Grid and both axes, under whatever is drawn over them. Drawn again only when they say something else. */
export const AxesLayer = memo(function AxesLayer({ width, height, left, right, bottom, values, times }: Axes) {
  return (
    <Surface aria-hidden="true" width={width} height={height} className="pointer-events-none absolute inset-0">
      {values.map(({ at }) => (
        <path key={at} d={`M${left} ${at}H${right}`} stroke="var(--grid)" />
      ))}
      <path d={`M${left} ${bottom}H${right}`} stroke="var(--line-strong)" />
      {values.map(({ at, text }) => (
        <ValueTick key={at} x={left - VALUE_TICK_PX} y={at} text={text} />
      ))}
      {times.map(({ at, text }) => (
        <TimeTick key={at} x={at} bottom={bottom} text={text} width={width} />
      ))}
    </Surface>
  );
}, sameData);
