'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { errorDetails, incidentsQuery, usePageState } from '../../lib/client';
import type { IncidentItem } from '../../lib/shared';
import { countOf, formatCount, formatMoment } from '../../lib/shared';
import { useNow } from '../../lib/client';
import { useProject } from '../project/project-provider';
import { Button } from '../ui/control/button';
import { ButtonLink } from '../ui/control/button-link';
import { Segmented } from '../ui/control/segmented';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ErrorState } from '../ui/state/error-state';
import { SkeletonRows } from '../ui/state/skeleton';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';
import { IncidentStateLabel } from './incident-state';
import { SeverityWord } from './severity-word';

const STATES = ['open', 'acknowledged', 'resolved'] as const;
const CHOICES = [
  { value: 'all', label: 'All' },
  { value: 'open', label: 'Open' },
  { value: 'acknowledged', label: 'Acknowledged' },
  { value: 'resolved', label: 'Resolved' },
] as const;

const columnsAt = (now: number): readonly Column<IncidentItem>[] => [
  {
    id: 'title',
    head: 'What happened',
    grow: true,
    phone: 'title',
    cell: (incident) => (
      <>
        <span className="mr-2 text-ink-3">#{incident.id}</span>
        {incident.title}
      </>
    ),
  },
  { id: 'state', head: 'State', phone: 'detail', cell: (incident) => <IncidentStateLabel incident={incident} /> },
  { id: 'severity', head: 'Severity', phone: 'value', cell: ({ severity }) => <SeverityWord severity={severity} /> },
  { id: 'calls', head: 'Calls', numeric: true, hideBelow: 'lg', cell: ({ callCount }) => formatCount(callCount) },
  {
    id: 'callers',
    head: 'Callers',
    numeric: true,
    hideBelow: 'xl',
    cell: ({ entities }) => formatCount(entities.callers.length),
  },
  {
    id: 'opened',
    head: 'Opened, UTC',
    phone: 'note',
    sortBy: ({ openedAt }) => openedAt,
    cell: ({ openedAt }) => formatMoment(openedAt, now),
  },
  {
    id: 'updated',
    head: 'Last evidence, UTC',
    hideBelow: 'lg',
    sortBy: ({ updatedAt }) => updatedAt,
    cell: ({ updatedAt }) => formatMoment(updatedAt, now),
  },
];

/** Every incident of the project, newest first, live. */
export function IncidentsPage() {
  const { project, base } = useProject();
  const { environment } = usePageState();
  const now = useNow(30_000);
  const [state, setState] = useQueryState('state', parseAsStringLiteral(STATES));
  const result = useInfiniteQuery(incidentsQuery(project.id, { state, environment }));
  return (
    <>
      <PageTitle>Incidents</PageTitle>
      <div>
        <Segmented<string>
          label="State"
          options={CHOICES}
          value={state ?? 'all'}
          onChange={(value) => void setState(STATES.find((known) => known === value) ?? null)}
        />
      </div>
      <Panel label="Incidents" flush>
        <AsyncView
          result={result}
          loading={<SkeletonRows rows={8} />}
          failing={(error, retry) => (
            <ErrorState
              title="Incidents could not be read."
              onRetry={retry}
              details={errorDetails(error)}
              minHeight={240}
            >
              {error.message}
            </ErrorState>
          )}
          isEmpty={({ pages }) => pages.every(({ incidents }) => incidents.length === 0)}
          empty={<NoIncidents filtered={state !== null} onClear={() => void setState(null)} />}
        >
          {({ pages }) => {
            const rows = pages.flatMap(({ incidents }) => incidents);
            return (
              <Table
                label="Incidents, newest first"
                primary
                columns={columnsAt(now)}
                rows={rows}
                rowKey={({ id }) => id}
                rowHref={({ id }) => `${base}/incidents/${id}`}
                foot={countOf(rows.length, 'incident')}
                footEnd={
                  result.hasNextPage ? (
                    <Button
                      size="sm"
                      onClick={() => void result.fetchNextPage()}
                      busy={result.isFetchingNextPage && 'Loading…'}
                    >
                      Load older
                    </Button>
                  ) : null
                }
              />
            );
          }}
        </AsyncView>
      </Panel>
    </>
  );
}

function NoIncidents({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { base } = useProject();
  if (filtered) {
    return (
      <EmptyState
        minHeight={240}
        title="No incident is in this state."
        actions={<Button onClick={onClear}>Clear 1 filter</Button>}
      />
    );
  }
  return (
    <EmptyState
      minHeight={240}
      title="No incidents yet."
      actions={<ButtonLink href={`${base}/channels`}>Choose who is told</ButtonLink>}
    >
      Login bursts, credential stuffing and successes after a burst open one by themselves.
    </EmptyState>
  );
}
