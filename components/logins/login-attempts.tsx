'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { loginAttemptsQuery, useKept, useNow, usePageState } from '../../lib/client';
import { countOf, formatAccount, formatMoment } from '../../lib/shared';
import { CallDetail } from '../calls/call-detail';
import { useOpenedCall } from '../calls/open/use-opened-call';
import { useProject } from '../project/project-provider';
import { Button } from '../ui/control/button';
import { Segmented } from '../ui/control/segmented';
import { usePartArrival } from '../ui/hooks/use-part-arrival';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { loadOlder } from '../ui/table/load-older';
import { filterByCell } from '../ui/table/filter-by-cell';
import { Table } from '../ui/table/table';
import { attemptColumns } from './attempt-columns';
import {
  ATTEMPT_CELLS,
  ATTEMPTS_ID,
  type AttemptFilters,
  NO_FILTERS,
  OUTCOMES,
  useAttemptFilters,
} from './attempt-filters';

const CHOICES = [
  { value: 'all', label: 'All' },
  { value: 'failure', label: 'Failed' },
  { value: 'success', label: 'Succeeded' },
  { value: 'unknown', label: 'Not known' },
] as const;

/** The attempts of the range, newest first; all, or those that a number of the page counts. */
export function LoginAttempts() {
  const [filters, setFilters] = useAttemptFilters();
  const place = useRef<HTMLDivElement>(null);
  usePartArrival(place, `${filters.outcome} ${filters.account} ${filters.caller}`);
  const outcome = (
    <Segmented<string>
      label="Outcome"
      options={CHOICES}
      value={filters.outcome ?? 'all'}
      onChange={(value) => setFilters({ outcome: OUTCOMES.find((known) => known === value) ?? null })}
    />
  );
  return (
    <div ref={place} id={ATTEMPTS_ID} tabIndex={-1} className="min-w-0 outline-none">
      <Panel title="Recent attempts" end={outcome} divided flush>
        <Tokens filters={filters} onChange={setFilters} />
        <AttemptList filters={filters} onFilter={setFilters} />
      </Panel>
    </div>
  );
}

type TokensProps = { filters: AttemptFilters; onChange: (change: Partial<AttemptFilters>) => void };

function Tokens({ filters: { account, caller }, onChange }: TokensProps) {
  if (account === null && caller === null) return null;
  return (
    <div className="flex flex-wrap gap-2 border-b border-line bg-selected px-4 py-1.5">
      {account === null ? null : (
        <Button size="tall" onClick={() => onChange({ account: null })} aria-label="Take the filter by account off">
          Account {formatAccount(account)} <span aria-hidden="true">×</span>
        </Button>
      )}
      {caller === null ? null : (
        <Button size="tall" onClick={() => onChange({ caller: null })} aria-label="Take the filter by caller off">
          Caller {caller} <span aria-hidden="true">×</span>
        </Button>
      )}
    </div>
  );
}

type AttemptListProps = { filters: AttemptFilters; onFilter: (change: Partial<AttemptFilters>) => void };

function AttemptList({ filters, onFilter }: AttemptListProps) {
  const { project, base } = useProject();
  const { range, environment } = usePageState();
  const kept = useKept();
  const now = useNow(30_000);
  const opened = useOpenedCall();
  const input = { fromMs: range.fromMs, toMs: range.toMs, environment, filter: { ...filters } };
  const result = useInfiniteQuery(loginAttemptsQuery(project.id, input));
  const back = result.data?.pages.at(-1)?.searchedBackTo ?? null;
  return (
    <>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={8} rowHeight={28} />}
        failing={(error, retry) => <ReadError title="The attempts could not be read." onRetry={retry} error={error} />}
        isEmpty={({ pages }) => pages.every(({ calls }) => calls.length === 0)}
        empty={<NoAttempts filters={filters} onClear={() => onFilter(NO_FILTERS)} />}
      >
        {({ pages }) => (
          <Table
            label="Login attempts, newest first"
            primary
            columns={filterByCell(attemptColumns(now), ATTEMPT_CELLS, onFilter)}
            rows={pages.flatMap(({ calls }) => calls)}
            rowKey={({ id }) => id}
            onOpen={opened.open}
            selectedKey={opened.id}
            compact
            foot={back ? `Looked back to ${formatMoment(back, now)} UTC in the time there is.` : null}
            footEnd={loadOlder(result)}
          />
        )}
      </AsyncView>
      <CallDetail opened={opened} place={{ path: `${base}/calls`, kept }} now={now} />
    </>
  );
}

function NoAttempts({ filters, onClear }: { filters: AttemptFilters; onClear: () => void }) {
  const count = Object.values(filters).filter((value) => value !== null).length;
  if (count === 0) return <EmptyState title="No attempt is kept of this range." />;
  return (
    <EmptyState
      title="No attempt of this range passes the filters."
      actions={
        <Button size="tall" onClick={onClear}>
          Clear {countOf(count, 'filter')}
        </Button>
      }
    />
  );
}
