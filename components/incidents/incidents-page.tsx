'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { ReactNode } from 'react';
import { incidentsQuery, useNow, usePageState } from '../../lib/client';
import type { IncidentItem, IncidentState } from '../../lib/shared';
import { countOf } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { Button } from '../ui/control/button';
import { ButtonLink } from '../ui/control/button-link';
import { Segmented } from '../ui/control/segmented';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { loadOlder } from '../ui/table/load-older';
import { Table } from '../ui/table/table';
import { columnsAt } from './incident-columns';

const STATES = ['open', 'acknowledged', 'resolved'] as const;
const CHOICES = [
  { value: 'all', label: 'All' },
  { value: 'open', label: 'Open' },
  { value: 'acknowledged', label: 'Acknowledged' },
  { value: 'resolved', label: 'Resolved' },
] as const;

/** Every incident of the project, newest first, live. */
export function IncidentsPage() {
  const [state, setState] = useQueryState('state', parseAsStringLiteral(STATES));
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
      <IncidentList state={state} onClear={() => void setState(null)} />
    </>
  );
}

function IncidentList({ state, onClear }: { state: IncidentState | null; onClear: () => void }) {
  const { project } = useProject();
  const { environment } = usePageState();
  const result = useInfiniteQuery(incidentsQuery(project.id, { state, environment }));
  return (
    <Panel label="Incidents" flush>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={8} />}
        failing={(error, retry) => (
          <ReadError title="Incidents could not be read." onRetry={retry} error={error} minHeight={240} />
        )}
        isEmpty={({ pages }) => pages.every(({ incidents }) => incidents.length === 0)}
        empty={<NoIncidents filtered={state !== null} onClear={onClear} />}
      >
        {({ pages }) => <IncidentRows rows={pages.flatMap(({ incidents }) => incidents)} older={loadOlder(result)} />}
      </AsyncView>
    </Panel>
  );
}

function IncidentRows({ rows, older }: { rows: readonly IncidentItem[]; older: ReactNode }) {
  const to = usePlace();
  const now = useNow(30_000);
  return (
    <Table
      label="Incidents, newest first"
      primary
      columns={columnsAt(now)}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => to(`/incidents/${id}`)}
      foot={countOf(rows.length, 'incident')}
      footEnd={older}
    />
  );
}

function NoIncidents({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const to = usePlace();
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
      actions={<ButtonLink href={to('/channels')}>Choose who is told</ButtonLink>}
    >
      Login bursts, credential stuffing and successes after a burst open one by themselves.
    </EmptyState>
  );
}
