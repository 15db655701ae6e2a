'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { callsQuery, useNow, usePageState } from '../../lib/client';
import type { CallItem, CallsAnswer } from '../../lib/shared';
import { countOf, formatMoment, formatRange } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { NoCalls } from '../range/no-calls';
import { Button } from '../ui/control/button';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { filterByCell } from '../ui/table/filter-by-cell';
import { Table } from '../ui/table/table';
import { CallDetail } from './call-detail';
import type { CallFilters } from './call-filters';
import { CALL_CELLS } from './cell-filters';
import { copyIds } from './copy-ids';
import { FilterBar } from './filter-bar';
import { useCallColumns } from './use-call-columns';
import { useCallFilters } from './use-call-filters';
import { useHeldRows } from './use-held-rows';

const PAGE_ROWS = 100;
const TALL_FROM_ROWS = 200;

/** The calls of the range, newest first, live while the reader is at the top. */
export function CallsPage() {
  const { project, base } = useProject();
  const { range, environment, kept } = usePageState();
  const now = useNow(5_000);
  const [filters, setFilters] = useCallFilters();
  const [opened, setOpened] = useState<CallItem | null>(null);
  const result = useInfiniteQuery(
    callsQuery(project.id, { fromMs: range.fromMs, toMs: range.toMs, environment, filter: filters, limit: PAGE_ROWS }),
  );
  const first = result.data?.pages[0]?.calls[0];
  const endpointName = filters.endpoint && first ? `${first.method} ${first.route}` : null;
  return (
    <>
      <PageTitle note={formatRange(range.fromMs, range.toMs, now)}>Calls</PageTitle>
      <FilterBar filters={filters} endpointName={endpointName} onChange={setFilters} />
      <Panel label="Calls" flush>
        <AsyncView
          result={result}
          loading={<SkeletonRows rows={14} rowHeight={28} />}
          failing={(error, retry) => (
            <ReadError title="The calls could not be read." onRetry={retry} error={error} minHeight={320} />
          )}
          isEmpty={({ pages }) => pages.every(({ calls }) => calls.length === 0)}
          empty={<Nothing filters={filters} now={now} onClear={() => setFilters(NO_FILTERS)} />}
        >
          {({ pages }) => (
            <Rows
              pages={pages}
              opened={opened}
              onOpen={setOpened}
              onFilter={setFilters}
              more={moreOf(result)}
              now={now}
            />
          )}
        </AsyncView>
      </Panel>
      <CallDetail call={opened} onClose={() => setOpened(null)} place={{ path: `${base}/calls`, kept }} now={now} />
    </>
  );
}

const NO_FILTERS: CallFilters = { status: null, endpoint: null, consumer: null, caller: null };

interface More {
  exists: boolean;
  busy: boolean;
  fetch: () => void;
}

const moreOf = (result: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }): More => ({
  exists: result.hasNextPage,
  busy: result.isFetchingNextPage,
  fetch: () => void result.fetchNextPage(),
});

type RowsProps = {
  pages: readonly CallsAnswer[];
  opened: CallItem | null;
  onOpen: (call: CallItem) => void;
  onFilter: (change: Partial<CallFilters>) => void;
  more: More;
  now: number;
};

function Rows({ pages, opened, onOpen, onFilter, more, now }: RowsProps) {
  const plain = useCallColumns();
  const columns = useMemo(() => filterByCell(plain, CALL_CELLS, onFilter), [plain, onFilter]);
  const [among, setAmong] = useState(false);
  const rows = pages.flatMap(({ calls }) => calls);
  const { shown, waiting } = useHeldRows(rows, among || opened !== null);
  const searchedBackTo = pages.at(-1)?.searchedBackTo ?? null;
  return (
    <div onFocus={() => setAmong(true)} onBlur={(event) => setAmong(event.currentTarget.contains(event.relatedTarget))}>
      {waiting > 0 ? (
        <div className="flex justify-center border-b border-line py-1.5">
          <Button size="sm" onClick={() => setAmong(false)}>
            Show {countOf(waiting, 'new call')}
          </Button>
        </div>
      ) : null}
      <Table
        label="Calls, newest first"
        columns={columns}
        rows={shown}
        rowKey={({ id }) => id}
        onOpen={onOpen}
        selectedKey={opened?.id ?? null}
        compact
        primary
        bulk={copyIds}
        {...(shown.length > TALL_FROM_ROWS && { maxHeight: 640 })}
        foot={searchedBackTo ? `Looked back to ${formatMoment(searchedBackTo, now)} UTC in the time there is.` : null}
        footEnd={
          more.exists ? (
            <Button size="sm" onClick={more.fetch} busy={more.busy && 'Loading…'}>
              Load {PAGE_ROWS} older
            </Button>
          ) : null
        }
      />
    </div>
  );
}

type NothingProps = { filters: CallFilters; now: number; onClear: () => void };

function Nothing({ filters, now, onClear }: NothingProps) {
  const count = Object.values(filters).filter((value) => value !== null).length;
  if (count === 0) return <NoCalls now={now} minHeight={320} />;
  return (
    <EmptyState
      minHeight={320}
      title="No call of this range passes the filters."
      actions={<Button onClick={onClear}>Clear {countOf(count, 'filter')}</Button>}
    />
  );
}
