import type { XAxisTickContentProps } from 'recharts';
import { textPx } from '../scale/text-width';

/** `width` is that of the chart. */
type TimeTickProps = Pick<XAxisTickContentProps, 'x' | 'y'> & { text: string; width: number };

/** Label of the time axis under its tick, moved inwards where the edge of the chart would cut it. */
export function TimeTick({ x, y, text, width }: TimeTickProps) {
  return (
    <text x={tickX(Number(x), text, width)} y={y} dy="0.71em" textAnchor="middle" fontSize="11" fill="var(--ink-3)">
      {text}
    </text>
  );
}

/** Middle of a label that is wanted at `x` in a chart of this width. */
export function tickX(x: number, text: string, width: number): number {
  const half = textPx(text) / 2;
  return Math.max(half, Math.min(x, width - half));
}
