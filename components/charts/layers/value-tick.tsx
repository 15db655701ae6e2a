type ValueTickProps = { x: number; y: number; text: string };

/** Label of the value axis, ending at its tick. */
export function ValueTick({ x, y, text }: ValueTickProps) {
  return (
    <text x={x} y={y} dy="0.355em" textAnchor="end" fontSize="11" fill="var(--ink-3)">
      {text}
    </text>
  );
}
