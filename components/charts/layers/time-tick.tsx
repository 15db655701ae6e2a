import { textPx } from '../scale/text-width';
import { LANE_PX } from './lane';

const BELOW_LANE_PX = 4;

/** Where the tick is and where the plot ends; `width` is that of the chart. */
type TimeTickProps = { x: number; bottom: number; text: string; width: number };

/** Label of the time axis under the lane, moved inwards where the edge of the chart would cut it. */
export function TimeTick({ x, bottom, text, width }: TimeTickProps) {
  return (
    <text
      x={tickX(x, text, width)}
      y={bottom + LANE_PX + BELOW_LANE_PX}
      dy="0.71em"
      textAnchor="middle"
      fontSize="11"
      fill="var(--ink-3)"
    >
      {text}
    </text>
  );
}

/** Middle of a label that is wanted at `x` in a chart of this width. */
export function tickX(x: number, text: string, width: number): number {
  const half = textPx(text) / 2;
  return Math.max(half, Math.min(x, width - half));
}
