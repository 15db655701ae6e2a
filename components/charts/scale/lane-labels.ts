import type { ChartWindow } from '../types';
import type { Plot } from './plot';
import { textPx } from './text-width';

/** Least room between two labels, px. */
const GAP_PX = 4;
const [BEFORE_PX, AFTER_PX] = [3, 4];

/** One label in the lane, and all windows it stands for. */
export interface LaneLabel {
  text: string;
  windows: ChartWindow[];
  /** It ends before its first window, or begins with it where there is no room. */
  isBefore: boolean;
  /** Where it begins and ends at most, px. */
  left: number;
  right: number;
}

/** Labels of the windows that have one; those that would print over each other become one with their number. */
export function laneLabels(plot: Pick<Plot, 'left' | 'x'>, windows: readonly ChartWindow[]): LaneLabel[] {
  const labels: LaneLabel[] = [];
  for (const window of windows.filter(({ label }) => label).toSorted((a, b) => a.from - b.from)) {
    let label = labelOf(plot, [window]);
    for (let last = labels.at(-1); last && last.right + GAP_PX > label.left; last = labels.at(-1)) {
      labels.pop();
      label = labelOf(plot, [...last.windows, ...label.windows]);
    }
    labels.push(label);
  }
  return labels;
}

function labelOf(plot: Pick<Plot, 'left' | 'x'>, windows: ChartWindow[]): LaneLabel {
  const [first] = windows;
  const text = windows.length === 1 ? (first?.label ?? '') : `${windows.length} incidents`;
  const width = textPx(text);
  const x = Math.max(plot.left, plot.x(first?.from ?? 0));
  const isBefore = x > Math.max(60, width + BEFORE_PX);
  const [left, right] = isBefore ? [x - BEFORE_PX - width, x - BEFORE_PX] : [x + AFTER_PX, x + AFTER_PX + width];
  return { text, windows, isBefore, left, right };
}
