'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { endpointBreakdownQuery, usePageState } from '../../lib/client';
import type { EndpointBreakdown } from '../../lib/shared';
import { formatCount, formatMoment } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { EndpointCallers } from './endpoint-callers';
import { StatusCodes } from './status-codes';

type BreakdownProps = { endpointId: number; now: number; between: ReactNode };

/** Status codes and callers, which only the calls themselves tell: read apart, with `between` standing between them. */
export function Breakdown({ endpointId, now, between }: BreakdownProps) {
  const { project } = useProject();
  const { range, environment } = usePageState();
  const { fromMs, toMs } = range;
  const query = useQuery(endpointBreakdownQuery(project.id, { endpointId, fromMs, toMs, environment }));
  const part = (title: string, render: (answer: EndpointBreakdown) => ReactNode, note?: string) => (
    <Panel title={title} note={note} flush>
      <AsyncView
        result={query}
        loading={<SkeletonRows rows={7} rowHeight={28} />}
        failing={(error, retry) => <ReadError title={`${title} could not be read.`} onRetry={retry} error={error} />}
        isEmpty={({ calls }) => calls === 0}
        empty={<EmptyState title="No calls of this range are kept." />}
      >
        {(answer) => (
          <>
            {render(answer)}
            <LookedBack answer={answer} now={now} />
          </>
        )}
      </AsyncView>
    </Panel>
  );
  const callerCount = query.data && query.data.calls > 0 ? formatCount(query.data.callerCount) : undefined;
  return (
    <>
      {part('Status codes', (answer) => (
        <StatusCodes endpointId={endpointId} answer={answer} />
      ))}
      {between}
      {part(
        'Callers',
        (answer) => (
          <EndpointCallers endpointId={endpointId} answer={answer} />
        ),
        callerCount,
      )}
    </>
  );
}

/** Says so when not all calls were looked at. */
function LookedBack({ answer: { searchedBackTo, calls }, now }: { answer: EndpointBreakdown; now: number }) {
  if (searchedBackTo === null) return null;
  return (
    <p className="border-t border-line px-4 py-2 text-12 text-ink-3">
      The newest {formatCount(calls)} calls, back to {formatMoment(searchedBackTo, now)} UTC.
    </p>
  );
}
