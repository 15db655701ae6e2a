import { CartesianGrid, XAxis, type XAxisTickContentProps, YAxis, type YAxisTickContentProps } from 'recharts';
import { type Axes, type Axis, MARGIN } from '../axes';
import { LANE_PX } from '../layers/lane';
import { TimeTick } from '../layers/time-tick';
import { ValueTick } from '../layers/value-tick';

/** Grid and both axes as Recharts elements; a function, not a component, since Recharts reads its children's types. */
export function axesOf({ width, x, y }: Axes) {
  return [
    <CartesianGrid
      key="grid"
      vertical={false}
      horizontalPoints={[...y.lines]}
      horizontalCoordinatesGenerator={none}
      verticalCoordinatesGenerator={none}
      stroke="var(--grid)"
    />,
    <YAxis
      key="y"
      width={MARGIN.left}
      domain={[...y.domain]}
      scale={y.log ? 'log' : 'linear'}
      allowDataOverflow
      ticks={[...y.ticks]}
      interval={0}
      axisLine={false}
      tickLine={false}
      tickSize={0}
      tickMargin={8}
      tick={({ x: left, y: top, payload }: YAxisTickContentProps) => (
        <ValueTick x={left} y={top} text={textAt(y, Number(payload.value))} />
      )}
    />,
    <XAxis
      key="x"
      dataKey="at"
      type="number"
      scale="linear"
      domain={[...x.domain]}
      allowDataOverflow
      ticks={[...x.ticks]}
      interval={0}
      height={x.height}
      tickLine={false}
      tickSize={0}
      tickMargin={LANE_PX + 4}
      tick={({ x: left, y: top, payload }: XAxisTickContentProps) => (
        <TimeTick x={left} y={top} text={textAt(x, Number(payload.value))} width={width} />
      )}
      axisLine={{ stroke: 'var(--line-strong)' }}
    />,
  ];
}

/** Lines are given as they are: Recharts would measure the text of all ticks to place them. */
const none = (): number[] => [];

const textAt = ({ ticks, texts }: Axis, value: number): string => texts[ticks.indexOf(value)] ?? '';
