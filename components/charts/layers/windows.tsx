import { useId } from 'react';
import type { State } from '../../ui/state/state';
import type { Plot } from '../scale/plot';
import type { TimeRange } from '../scale/time-range';
import type { ChartWindow } from '../types';
import { Hatch } from './hatch';

const STROKE: Partial<Record<State, string>> = {
  attack: 'var(--attack-mark)',
  acknowledged: 'var(--ackd-mark)',
  degraded: 'var(--degraded-mark)',
  resolved: 'var(--healthy-mark)',
};

/** Colour of a window's edge and lane bar. */
export const windowStroke = (state: State) => STROKE[state] ?? 'var(--ink-3)';

/**
 * Background layer: shaded windows with their start, and hatched gaps where there is no data. A window is shaded over
 * every step that it touches, since the values are those of whole steps; its bar in the lane has the exact times.
 */
export function WindowsLayer({ plot, windows, gaps, stepMs }: WindowsLayerProps) {
  const hatch = useId();
  return (
    <svg aria-hidden="true" width={plot.width} height={plot.height} className="absolute inset-0">
      <Hatch id={hatch} />
      {gaps.map((gap) => (
        <rect key={gap.from} {...box(plot, gap)} fill={`url(#${hatch})`} opacity="0.6" />
      ))}
      {windows.map((window) => {
        const area = box(plot, wholeSteps(window, stepMs));
        const tint = `color-mix(in srgb, ${windowStroke(window.state)} 6%, transparent)`;
        return (
          <g key={window.key}>
            <rect {...area} fill={window.state === 'attack' ? 'var(--window)' : tint} />
            <path d={`M${area.x} ${plot.top}V${plot.bottom + 10}`} stroke={windowStroke(window.state)} opacity="0.8" />
          </g>
        );
      })}
    </svg>
  );
}

type WindowsLayerProps = {
  plot: Plot;
  windows: readonly ChartWindow[];
  gaps: readonly TimeRange[];
  stepMs: number;
};

/** Steps are multiples of their length since the epoch. */
const wholeSteps = ({ from, to }: TimeRange, stepMs: number): TimeRange => ({
  from: Math.floor(from / stepMs) * stepMs,
  to: (Math.floor(to / stepMs) + 1) * stepMs,
});

function box(plot: Plot, range: TimeRange) {
  const x = clamp(plot, plot.x(range.from));
  const width = Math.max(1, clamp(plot, plot.x(range.to)) - x);
  return { x, y: plot.top, width, height: Math.max(0, plot.bottom - plot.top) };
}

const clamp = (plot: Plot, x: number) => Math.min(plot.right, Math.max(plot.left, x));
