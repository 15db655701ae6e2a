'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import { callsQuery, LATEST_CALLS, useKept, usePageState } from '../../lib/client';
import type { CallItem } from '../../lib/shared';
import { countOf, shownPath } from '../../lib/shared';
import { CallDetail } from '../calls/call-detail';
import { CALL_CELLS } from '../calls/cell-filters';
import { type OpenedCall, useOpenedCall } from '../calls/open/use-opened-call';
import { useCallColumns } from '../calls/use-call-columns';
import { useHeldRows } from '../calls/use-held-rows';
import { useProject } from '../project/project-provider';
import { useCallsHref } from '../range/use-calls-href';
import { Button } from '../ui/control/button';
import { Segmented } from '../ui/control/segmented';
import { TextLink } from '../ui/data/text-link';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import type { Column } from '../ui/table/column';
import { filterByCell } from '../ui/table/filter-by-cell';
import { Table } from '../ui/table/table';
import { useHrefs } from './use-hrefs';

const CLASSES = ['2xx', '3xx', '4xx', '5xx'] as const;
const OPTIONS = [{ value: 'all', label: 'All' }, ...CLASSES.map((name) => ({ value: name, label: name }))];

/** Columns of calls without what all of them share, and with the concrete path. */
function usePathColumns(endpointId: number): readonly Column<CallItem>[] {
  const columns = useCallColumns();
  const router = useRouter();
  const callsHref = useCallsHref();
  return useMemo(() => {
    const shown = columns.filter(({ id }) => id !== 'method').map(withPath);
    const { route: _, ...cells } = CALL_CELLS;
    const endpoint = String(endpointId);
    return filterByCell(shown, cells, (filter) => router.push(callsHref({ endpoint, ...filter })));
  }, [columns, endpointId, router, callsHref]);
}

const withPath = (column: Column<CallItem>): Column<CallItem> =>
  column.id === 'route'
    ? { ...column, head: 'Path', cell: ({ path }) => <span className="font-mono text-12">{shownPath(path)}</span> }
    : column;

/** The newest calls of the endpoint, live; a call that is looked at keeps its place. */
export function LatestCalls({ endpointId, now }: { endpointId: number; now: number }) {
  const { project, base } = useProject();
  const { range, environment } = usePageState();
  const kept = useKept();
  const { callsHref } = useHrefs();
  const [status, setStatus] = useQueryState('status', parseAsStringLiteral(CLASSES));
  const opened = useOpenedCall();
  const filter = { endpoint: String(endpointId), status };
  const { fromMs, toMs } = range;
  const result = useInfiniteQuery(callsQuery(project.id, { fromMs, toMs, environment, filter, limit: LATEST_CALLS }));
  return (
    <Panel
      title="Latest calls"
      end={
        <Segmented<string>
          label="Status class"
          options={OPTIONS}
          value={status ?? 'all'}
          onChange={(value) => void setStatus(CLASSES.find((name) => name === value) ?? null)}
        />
      }
      flush
    >
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={LATEST_CALLS} rowHeight={28} />}
        failing={(error, retry) => <ReadError title="The calls could not be read." onRetry={retry} error={error} />}
        isEmpty={({ pages }) => (pages[0]?.calls.length ?? 0) === 0}
        empty={
          <EmptyState
            title={status ? `No call of this range was answered ${status}.` : 'No calls in this range are kept.'}
          />
        }
      >
        {({ pages }) => (
          <Rows
            endpointId={endpointId}
            rows={pages[0]?.calls ?? []}
            opened={opened}
            allHref={callsHref(endpointId, { status })}
          />
        )}
      </AsyncView>
      <CallDetail opened={opened} place={{ path: `${base}/calls`, kept }} now={now} />
    </Panel>
  );
}

type RowsProps = {
  endpointId: number;
  rows: readonly CallItem[];
  opened: OpenedCall;
  allHref: string;
};

function Rows({ endpointId, rows, opened, allHref }: RowsProps) {
  const columns = usePathColumns(endpointId);
  const [among, setAmong] = useState(false);
  const { shown, waiting } = useHeldRows(rows, among || opened.id !== null);
  return (
    <div onFocus={() => setAmong(true)} onBlur={(event) => setAmong(event.currentTarget.contains(event.relatedTarget))}>
      <Table
        label="Latest calls of the endpoint"
        primary
        compact
        columns={columns}
        rows={shown}
        rowKey={({ id }) => id}
        onOpen={opened.open}
        selectedKey={opened.id}
        foot={
          waiting > 0 ? (
            <Button size="sm" onClick={() => setAmong(false)}>
              Show {waiting === rows.length ? `${waiting} or more new calls` : countOf(waiting, 'new call')}
            </Button>
          ) : null
        }
        footEnd={<TextLink href={allHref}>Open in Calls</TextLink>}
      />
    </div>
  );
}
