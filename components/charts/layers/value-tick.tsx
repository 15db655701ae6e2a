import type { YAxisTickContentProps } from 'recharts';

type ValueTickProps = Pick<YAxisTickContentProps, 'x' | 'y'> & { text: string };

/** Label of the value axis left of its tick. The text of Recharts would be measured in the page for each label. */
export function ValueTick({ x, y, text }: ValueTickProps) {
  return (
    <text x={x} y={y} dy="0.355em" textAnchor="end" fontSize="11" fill="var(--ink-3)">
      {text}
    </text>
  );
}
