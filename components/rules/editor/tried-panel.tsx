'use client';

import type { ReactNode } from 'react';
import { ApiError } from '../../../lib/client';
import { ReadError } from '../../failures/read-error';
import { Panel } from '../../ui/layout/panel';
import { type AsyncResult, AsyncView } from '../../ui/state/async-view';
import { EmptyState } from '../../ui/state/empty-state';
import { SkeletonBlock } from '../../ui/state/skeleton';

type TriedPanelProps<Answer> = {
  title: string;
  end?: ReactNode;
  /** What is tried: "rule". */
  what: string;
  height: number;
  /** Stands for the answer where nothing can be tried. */
  instead?: ReactNode;
  result: AsyncResult<Answer>;
  children: (answer: Answer) => ReactNode;
};

/** What something would have done on the calls that are stored. */
export function TriedPanel<Answer>(props: TriedPanelProps<Answer>) {
  const { title, end, what, height, instead, result, children } = props;
  return (
    <Panel title={title} end={end} divided flush>
      {instead ?? (
        <AsyncView
          result={result}
          loading={<Trying what={what} height={height} />}
          failing={(error, retry) =>
            error instanceof ApiError && error.code === 'invalid' ? (
              <NothingYet height={height}>{error.message}</NothingYet>
            ) : (
              <ReadError title={`The ${what} could not be tried.`} onRetry={retry} error={error} minHeight={height} />
            )
          }
        >
          {children}
        </AsyncView>
      )}
    </Panel>
  );
}

/** Trying takes seconds over many days: it says what is being done. */
function Trying({ what, height }: { what: string; height: number }) {
  return (
    <>
      <p className="px-4 pt-3.5 text-ink-2">Trying this {what} on the calls that are stored…</p>
      <SkeletonBlock height={height - 34} />
    </>
  );
}

/** Stands for the answer while the sentence has faults. */
export const NOTHING_YET = (
  <NothingYet height={120}>It is tried once what is wrong in the sentence is mended.</NothingYet>
);

function NothingYet({ height, children }: { height: number; children: ReactNode }) {
  return (
    <EmptyState minHeight={height} title="There is nothing to try yet.">
      {children}
    </EmptyState>
  );
}
