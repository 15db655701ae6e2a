'use client';

import { useQuery } from '@tanstack/react-query';
import { instancesQuery, useNow, usePageState } from '../../lib/client';
import type { ApiInstance, InstancesAnswer } from '../../lib/shared';
import { formatCount, formatMoment } from '../../lib/shared';
import { ReadError } from '../failures/read-error';
import { useProject } from '../project/project-provider';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { SkeletonRows } from '../ui/state/skeleton';
import { StateLabel } from '../ui/state/state-label';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';

const TALL_FROM_ROWS = 10;

/** The processes of the API that were heard of in the range, with the versions that they run. */
export function InstancesPanel() {
  const { project } = useProject();
  const { range, environment } = usePageState();
  const now = useNow(5_000);
  const { fromMs, toMs } = range;
  const result = useQuery(instancesQuery(project.id, { fromMs, toMs, environment }));
  return (
    <Panel title="Instances of the API" note={result.data ? formatCount(result.data.count) : null} flush>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={3} rowHeight={28} />}
        failing={(error, retry) => <ReadError title="The instances could not be read." onRetry={retry} error={error} />}
        isEmpty={({ instances }) => instances.length === 0}
        empty={
          <EmptyState title="No SDK was heard of in this range.">
            Calls by curl, logs and OpenTelemetry tell no instance.
          </EmptyState>
        }
      >
        {(answer) => <Instances answer={answer} now={now} />}
      </AsyncView>
    </Panel>
  );
}

function Instances({ answer: { instances, count }, now }: { answer: InstancesAnswer; now: number }) {
  return (
    <Table
      label="Instances of the API"
      compact
      columns={columnsOf(now)}
      rows={instances}
      rowKey={({ environment, instance }) => `${environment} ${instance}`}
      foot={count > instances.length ? `The ${instances.length} heard of last, of ${formatCount(count)}.` : null}
      {...(instances.length > TALL_FROM_ROWS && { maxHeight: 312 })}
    />
  );
}

const columnsOf = (now: number): readonly Column<ApiInstance>[] => [
  {
    id: 'instance',
    head: 'Instance',
    grow: true,
    phone: 'title',
    cell: ({ instance }) => <span className="font-mono text-12">{instance}</span>,
  },
  { id: 'environment', head: 'Environment', phone: 'detail', cell: ({ environment }) => environment },
  {
    id: 'version',
    head: 'Version',
    phone: 'value',
    cell: ({ version }) =>
      version === null ? (
        <span className="text-ink-3">none told</span>
      ) : (
        <span title={version}>{version.slice(0, 12)}</span>
      ),
  },
  { id: 'sdk', head: 'SDK', quiet: true, hideBelow: 'lg', cell: ({ sdk }) => sdk },
  {
    id: 'first',
    head: 'Started, UTC',
    quiet: true,
    numeric: true,
    hideBelow: 'lg',
    cell: ({ firstSeenAt }) => formatMoment(firstSeenAt, now, 'minute'),
  },
  {
    id: 'last',
    head: 'Last heard, UTC',
    numeric: true,
    phone: 'unit',
    cell: ({ live, lastSeenAt }) =>
      live ? (
        <StateLabel state="healthy" muted>
          now
        </StateLabel>
      ) : (
        formatMoment(lastSeenAt, now, 'minute')
      ),
  },
  { id: 'lost', head: 'Lost calls', numeric: true, cell: ({ lostCalls }) => formatCount(lostCalls) },
];
