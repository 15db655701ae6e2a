'use client';

import { useQuery } from '@tanstack/react-query';
import { instanceStatusQuery } from '../../lib/client';
import { formatDuration, type InstanceStatusAnswer } from '../../lib/shared';
import { ReadError } from '../failures/read-error';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { SkeletonBlock, SkeletonRows } from '../ui/state/skeleton';
import { LoopsPanel } from './loops-panel';
import { ProblemsPanel } from './problems-panel';
import { ProcessesPanel } from './processes-panel';
import { StatusFigures } from './status-figures';

/** How the instance does, for those who run it: what is wrong and what to do, then the figures that say so. */
export function StatusPage() {
  const result = useQuery(instanceStatusQuery());
  return (
    <>
      <PageTitle note={result.data ? noteOf(result.data) : 'of this server'}>Status</PageTitle>
      <AsyncView
        result={result}
        loading={<Loading />}
        failing={(error, retry) => (
          <Panel label="Status" flush>
            <ReadError title="The status could not be read." onRetry={retry} error={error} minHeight={240} />
          </Panel>
        )}
      >
        {(status) => <Status status={status} />}
      </AsyncView>
    </>
  );
}

/** "version 0.1.0, up 3 h 12 min" */
function noteOf({ version, startedAt, at }: InstanceStatusAnswer): string {
  const up = startedAt === null ? '' : `, up ${formatDuration(Date.parse(at) - Date.parse(startedAt))}`;
  return `version ${version}${up}`;
}

function Status({ status }: { status: InstanceStatusAnswer }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <ProblemsPanel status={status} />
      <StatusFigures status={status} />
      <ProcessesPanel status={status} />
      <LoopsPanel processes={status.processes} />
    </div>
  );
}

function Loading() {
  return (
    <div className="grid gap-4">
      <Panel label="Loading" flush>
        <SkeletonBlock height={64} />
      </Panel>
      <Panel label="Loading" flush>
        <SkeletonBlock height={220} />
      </Panel>
      <Panel label="Loading" flush>
        <SkeletonRows rows={3} />
      </Panel>
    </div>
  );
}
