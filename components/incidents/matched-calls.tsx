'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { errorDetails, incidentCallsQuery } from '../../lib/client';
import type { CallItem, IncidentDetail } from '../../lib/shared';
import { formatCount } from '../../lib/shared';
import { CALL_COLUMNS } from '../calls/call-columns';
import { CallDetail } from '../calls/call-detail';
import { useProject } from '../project/project-provider';
import { Segmented } from '../ui/control/segmented';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ErrorState } from '../ui/state/error-state';
import { SkeletonRows } from '../ui/state/skeleton';
import { loadOlder } from '../ui/table/load-older';
import { Table } from '../ui/table/table';

type Outcome = 'success' | 'failure';

/** The login attempts that the incident is made of, newest first. */
export function MatchedCalls({ incident, now }: { incident: IncidentDetail; now: number }) {
  const { project, base } = useProject();
  const { successes, failures } = incident.figures;
  const [outcome, setOutcome] = useState<Outcome>(successes > 0 ? 'success' : 'failure');
  const [opened, setOpened] = useState<CallItem | null>(null);
  const result = useInfiniteQuery(incidentCallsQuery(project.id, incident.id, outcome));
  const options = [
    { value: 'success', label: `Succeeded ${formatCount(successes)}` },
    { value: 'failure', label: `Failed ${formatCount(failures)}` },
  ] as const;
  return (
    <Panel
      title="Matched calls"
      end={<Segmented<Outcome> label="Outcome" options={options} value={outcome} onChange={setOutcome} />}
      divided
      flush
    >
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={6} rowHeight={28} />}
        failing={(error, retry) => (
          <ErrorState title="The matched calls could not be read." onRetry={retry} details={errorDetails(error)}>
            {error.message}
          </ErrorState>
        )}
        isEmpty={({ pages }) => pages.every(({ calls }) => calls.length === 0)}
        empty={<EmptyState title={outcome === 'success' ? 'No login succeeded.' : 'No login failed.'} />}
      >
        {({ pages }) => (
          <Table
            label="Matched calls"
            columns={CALL_COLUMNS}
            rows={pages.flatMap(({ calls }) => calls)}
            rowKey={({ id }) => id}
            onOpen={setOpened}
            selectedKey={opened?.id ?? null}
            compact
            footEnd={loadOlder(result)}
          />
        )}
      </AsyncView>
      <CallDetail call={opened} onClose={() => setOpened(null)} place={{ path: `${base}/calls`, kept: '' }} now={now} />
    </Panel>
  );
}
