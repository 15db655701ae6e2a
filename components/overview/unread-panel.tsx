'use client';

import { ReadError } from '../failures/read-error';
import { Panel } from '../ui/layout/panel';
import { SkeletonRows } from '../ui/state/skeleton';
import type { PanelRead } from './use-overview-panels';

type UnreadPanelProps = {
  /** "Endpoints". */
  what: string;
  read: PanelRead<unknown>;
  /** That it will have. */
  rows: number;
};

/** Stands for a panel whose own read has not come, or failed. */
export function UnreadPanel({ what, read, rows }: UnreadPanelProps) {
  return (
    <Panel label={what} flush>
      {read.error ? (
        <ReadError title={`${what} could not be read.`} onRetry={read.retry} error={read.error} />
      ) : (
        <SkeletonRows rows={rows} />
      )}
    </Panel>
  );
}
