import type { ChartDeploy } from '../types';
import type { Plot } from './plot';
import { textPx } from './text-width';

const [ARROW_PX, GAP_PX, LONGEST] = [10, 4, 8];

/** An arrow of the lane; its words stand before it, where there is room. */
export interface DeployLabel {
  deploy: ChartDeploy;
  x: number;
  text: string;
}

/** Short words of a version: of a long one, such as a hash, the first characters. */
const shortly = (version: string): string => (version.length > LONGEST ? version.slice(0, LONGEST - 1) : version);

/** Arrows of the deploys inside the plot; words that would print over another arrow or over what is taken are left out. */
export function deployLabels(
  plot: Pick<Plot, 'left' | 'right' | 'x'>,
  deploys: readonly ChartDeploy[],
  taken: readonly { left: number; right: number }[],
): DeployLabel[] {
  let end = plot.left;
  return deploys
    .map((deploy) => ({ deploy, x: plot.x(deploy.at) }))
    .filter(({ x }) => x >= plot.left && x <= plot.right)
    .toSorted((a, b) => a.x - b.x)
    .map(({ deploy, x }) => {
      const text = shortly(deploy.version);
      const left = x - ARROW_PX / 2 - textPx(text) - GAP_PX;
      const isFree = left >= end && taken.every((label) => label.right < left || label.left > x + ARROW_PX / 2);
      end = x + ARROW_PX / 2 + GAP_PX;
      return { deploy, x, text: isFree ? text : '' };
    });
}
