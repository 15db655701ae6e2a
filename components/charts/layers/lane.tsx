import { laneLabels } from '../scale/lane-labels';
import type { Plot } from '../scale/plot';
import type { ChartDeploy, ChartMark, ChartWindow } from '../types';
import { DeployLayer } from './deploys';
import { LaneLabel } from './lane-label';
import { windowStroke } from './windows';

/** Height of the annotation lane between the plot and the time labels. */
export const LANE_PX = 14;

/** Bars of the windows with their labels, arrows of deploys, and diamonds, right under the plot. */
export function LaneLayer({ plot, windows, marks, deploys = NONE }: LaneLayerProps) {
  return (
    <>
      <svg aria-hidden="true" width={plot.width} height={plot.height} className="pointer-events-none absolute inset-0">
        {windows.map((window) => {
          const x = Math.max(plot.left, plot.x(window.from));
          const width = Math.max(2, Math.min(plot.right, plot.x(window.to)) - x);
          return (
            <rect
              key={window.key}
              x={x}
              y={plot.bottom + 4}
              width={width}
              height="4"
              fill={windowStroke(window.state)}
            />
          );
        })}
        {marks
          .filter((mark) => !mark.letter)
          .map((mark) => (
            <path
              key={mark.key}
              d={`M${plot.x(mark.at)} ${plot.bottom - 5}l4.5 4.5-4.5 4.5-4.5-4.5Z`}
              fill="var(--attack-mark)"
              stroke="var(--surface)"
            />
          ))}
      </svg>
      <DeployLayer plot={plot} deploys={deploys} windows={windows} />
      {laneLabels(plot, windows).map((label) => (
        <LaneLabel key={label.windows[0]?.key} plot={plot} label={label} />
      ))}
    </>
  );
}

const NONE: readonly never[] = [];

type LaneLayerProps = {
  plot: Plot;
  windows: readonly ChartWindow[];
  marks: readonly ChartMark[];
  deploys?: readonly ChartDeploy[] | undefined;
};
