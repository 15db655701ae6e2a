'use client';

import { type ReactNode, useMemo, useState } from 'react';
import { useNow, usePageState } from '../../lib/client';
import { countOf, formatCount, isOther } from '../../lib/shared';
import { useMay } from '../project/use-may';
import type { CountedSpan } from '../range/counted-over';
import { CountedWider } from '../range/counted-wider';
import { NoCalls } from '../range/no-calls';
import { useShownRange } from '../range/use-shown-range';
import { useWatch } from '../range/use-watch';
import { Button } from '../ui/control/button';
import { useHotkeys } from '../ui/keys/use-hotkeys';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { Table } from '../ui/table/table';
import { smallSteps } from './calls-spark';
import { endpointColumns } from './endpoint-columns';
import { type EndpointFilters, filterCount, NO_FILTERS, nothingMatches, passes } from './endpoint-filters';
import { type EndpointRow, linesWords } from './endpoint-rows';
import { EndpointsFull } from './endpoints-full';
import { EndpointsFilterBar } from './endpoints-filter-bar';
import { LoginSuggestions } from './login-suggestions';
import { NamingButtons } from './naming/naming-buttons';
import { NamingPanel } from './naming/naming-panel';
import type { NamingTask } from './naming/naming-task';
import { useNaming } from './naming/use-naming';
import { useEndpointFilters } from './use-endpoint-filters';
import { useEndpoints } from './use-endpoints';
import { useHrefs } from './use-hrefs';

const TALL_FROM_ROWS = 200;

/** The endpoints that were called in the range, those that need a person first. */
export function EndpointsPage() {
  const shownRange = useShownRange();
  const now = useNow(5_000);
  const { result, counted, missing } = useEndpoints();
  const [filters, setFilters] = useEndpointFilters();
  const rows = result.data;
  const shown = useMemo(() => rows?.filter((row) => passes(row, filters)), [rows, filters]);
  const clear = () => setFilters(NO_FILTERS);
  const naming = useNaming();
  const [asked, setAsked] = useState<{ task: NamingTask; clear: () => void } | null>(null);
  const mayName = useMay('project:update');
  const end = (done: boolean) => {
    if (done) asked?.clear();
    setAsked(null);
  };
  const bulk = (selected: readonly EndpointRow[], clearSelection: () => void) => (
    <NamingButtons
      endpoints={selected}
      onTask={(task) => setAsked({ task, clear: clearSelection })}
      onStore={(endpoints) => void naming.store(endpoints).then(clearSelection)}
    />
  );
  useHotkeys({ Escape: () => (filterCount(filters) > 0 ? clear() : false) });
  return (
    <>
      <PageTitle note={`${countWords(rows, shown)}${shownRange}`}>Endpoints</PageTitle>
      <EndpointsFilterBar filters={filters} onChange={setFilters} />
      <NamingPanel naming={naming} task={asked?.task ?? null} all={rows ?? []} onEnd={end} />
      {rows?.some(isOther) ? <EndpointsFull /> : null}
      {rows ? <LoginSuggestions endpoints={rows} /> : null}
      {counted && counted.endpoints.length > 0 ? <CountedWider what="Endpoints" counted={counted} now={now} /> : null}
      <Panel label="Endpoints" flush>
        <AsyncView
          result={{ ...result, data: shown }}
          loading={<SkeletonRows rows={14} />}
          failing={(error, retry) => (
            <ReadError title="The endpoints could not be read." onRetry={retry} error={error} minHeight={320} />
          )}
          isEmpty={(list) => list.length === 0}
          empty={
            rows?.length === 0 ? (
              <NoCalls now={now} minHeight={320} />
            ) : (
              <NothingMatches filters={filters} onClear={clear} />
            )
          }
        >
          {(list) => (
            <EndpointTable rows={list} counted={counted} missing={missing} now={now} {...(mayName && { bulk })} />
          )}
        </AsyncView>
      </Panel>
    </>
  );
}

function countWords(all: readonly EndpointRow[] | undefined, shown: readonly EndpointRow[] | undefined): string {
  if (!all || !shown) return '';
  return all.length === shown.length
    ? `${formatCount(all.length)}, `
    : `${formatCount(shown.length)} of ${formatCount(all.length)}, `;
}

type EndpointTableProps = {
  rows: readonly EndpointRow[];
  /** What their figures were counted over. */
  counted: CountedSpan | null;
  missing: readonly string[];
  now: number;
  /** What can be done with selected rows, for those who may. */
  bulk?: (selected: readonly EndpointRow[], clear: () => void) => ReactNode;
};

function EndpointTable({ rows, counted, missing, now, bulk }: EndpointTableProps) {
  const { range, compare } = usePageState();
  const { endpointHref, callsHref } = useHrefs(counted);
  const watch = useWatch();
  return (
    <Table
      label="Endpoints"
      primary
      columns={endpointColumns({ sparks: smallSteps(range, now), watch, compare, now, callsHref })}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => endpointHref(id)}
      initialSort={{ columnId: 'state', descending: false }}
      keyHints={[['c', 'calls']]}
      foot={missing.length > 0 ? `Could not be read: ${missing.join(', ')}.` : linesWords(rows)}
      {...(bulk && { bulk })}
      {...(rows.length > TALL_FROM_ROWS && { maxHeight: 640 })}
    />
  );
}

function NothingMatches({ filters, onClear }: { filters: EndpointFilters; onClear: () => void }) {
  return (
    <EmptyState
      minHeight={320}
      title={nothingMatches(filters)}
      actions={
        <Button onClick={onClear} shortcut="esc">
          Clear {countOf(filterCount(filters), 'filter')}
        </Button>
      }
    />
  );
}
