import { deployLabels } from '../scale/deploy-labels';
import { laneLabels } from '../scale/lane-labels';
import type { Plot } from '../scale/plot';
import { momentText } from '../scale/step-text';
import type { ChartDeploy, ChartWindow } from '../types';

type DeployLayerProps = { plot: Plot; deploys: readonly ChartDeploy[]; windows: readonly ChartWindow[] };

/** Arrows of deploys in the lane, each with the short version before it where there is room; hover says all of it. */
export function DeployLayer({ plot, deploys, windows }: DeployLayerProps) {
  return (
    <>
      {deployLabels(plot, deploys, laneLabels(plot, windows)).map(({ deploy, x, text }) => (
        <span
          key={deploy.key}
          title={`${deploy.label}, ${momentText(deploy.at)} UTC`}
          className="absolute z-1 flex h-4 items-center gap-1 text-11 leading-[14px] whitespace-nowrap text-ink-3"
          style={{ top: plot.bottom, right: plot.width - x - 5 }}
        >
          <span className="sr-only">Deploy of {deploy.label}</span>
          {text === '' ? null : <span aria-hidden="true">{text}</span>}
          <svg aria-hidden="true" width="10" height="10" viewBox="0 0 10 10" className="fill-none stroke-ink-2">
            <path d="M5 1v7M2 5.5 5 8.5l3-3" strokeWidth="1.3" />
          </svg>
        </span>
      ))}
    </>
  );
}
