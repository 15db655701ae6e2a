'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useMemo, useRef } from 'react';
import { hrefKeeping, type IncidentCallsFilter, incidentCallsQuery, useKept } from '../../lib/client';
import type { CallsAnswer, IncidentDetail } from '../../lib/shared';
import { countOf, formatCount, formatMoment } from '../../lib/shared';
import { CallDetail } from '../calls/call-detail';
import { hrefOfFilter } from '../calls/call-filters';
import { CALL_CELLS } from '../calls/cell-filters';
import { useOpenedCall } from '../calls/open/use-opened-call';
import { useCallColumns } from '../calls/use-call-columns';
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
import { CALLS_ID, type OutcomeChoice, useCallsPart } from './calls-part';
import { furthestOnly, isRateOnly } from './rates';

type MatchedCallsProps = { incident: IncidentDetail; now: number };

/** The calls that the incident is made of, newest first; all, or those that a number of the page counts. */
export function MatchedCalls({ incident, now }: MatchedCallsProps) {
  const { successes, failures } = incident.figures;
  const part = useCallsPart(isRateOnly(incident) ? 'all' : successes > 0 ? 'success' : 'failure');
  const place = useRef<HTMLDivElement>(null);
  const { from, to } = part.filter;
  usePartArrival(place, `${part.choice} ${from} ${to}`);
  const options = [
    { value: 'success', label: `Succeeded ${formatCount(successes)}` },
    { value: 'failure', label: `Failed ${formatCount(failures)}` },
    { value: 'all', label: `All ${formatCount(incident.callCount)}` },
  ] as const;
  return (
    <div ref={place} id={CALLS_ID} tabIndex={-1} className="min-w-0 outline-none">
      <Panel
        title="Matched calls"
        note={isRateOnly(incident) ? (furthestOnly(incident) ?? formatCount(incident.callCount)) : null}
        end={
          isRateOnly(incident) ? null : (
            <Segmented<OutcomeChoice> label="Outcome" options={options} value={part.choice} onChange={part.choose} />
          )
        }
        divided
        flush
      >
        {from && to ? (
          <p className="flex flex-wrap items-center justify-between gap-x-3 border-b border-line bg-selected px-4 py-1.5 text-12">
            Only those from {formatMoment(from, now, 'millisecond')} to {formatMoment(to, now, 'millisecond')} UTC
            <Button size="sm" kind="quiet" onClick={part.showAll}>
              Show all
            </Button>
          </p>
        ) : null}
        <CallList incident={incident} filter={part.filter} now={now} />
      </Panel>
    </div>
  );
}

type CallListProps = MatchedCallsProps & { filter: IncidentCallsFilter };

function CallList({ incident, filter, now }: CallListProps) {
  const { project, base } = useProject();
  const plain = useCallColumns();
  const router = useRouter();
  const kept = hrefKeeping('', useKept(), {
    from: incident.chart.from,
    to: incident.chart.to,
    env: incident.environment,
  });
  const place = useMemo(() => ({ path: `${base}/calls`, kept }), [base, kept]);
  const columns = useMemo(
    () => filterByCell(plain, CALL_CELLS, (filter) => router.push(hrefOfFilter(place, filter))),
    [plain, router, place],
  );
  const opened = useOpenedCall();
  const result = useInfiniteQuery(incidentCallsQuery(project.id, incident.id, filter));
  return (
    <>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={6} rowHeight={28} />}
        failing={(error, retry) => (
          <ReadError title="The matched calls could not be read." onRetry={retry} error={error} />
        )}
        isEmpty={({ pages }) => pages.every(({ calls }) => calls.length === 0)}
        empty={<NoCalls incident={incident} outcome={filter.outcome} />}
      >
        {({ pages }) => (
          <Table
            label="Matched calls"
            columns={columns}
            rows={pages.flatMap(({ calls }) => calls)}
            rowKey={({ id }) => id}
            onOpen={opened.open}
            selectedKey={opened.id}
            compact
            foot={shownWords(pages, incident)}
            footEnd={loadOlder(result)}
          />
        )}
      </AsyncView>
      <CallDetail opened={opened} place={place} now={now} />
    </>
  );
}

function shownWords(pages: readonly CallsAnswer[], { keptCalls, retentionDays }: IncidentDetail): string {
  const shown = pages.reduce((sum, { calls }) => sum + calls.length, 0);
  const words = pages.at(-1)?.nextCursor ? `The newest ${formatCount(shown)}` : countOf(shown, 'call');
  return keptCalls === 'some' ? `${words}. Calls older than ${retentionDays} d have expired.` : words;
}

type NoCallsProps = { incident: IncidentDetail; outcome: IncidentCallsFilter['outcome'] };

function NoCalls({ incident, outcome }: NoCallsProps) {
  const { keptCalls, retentionDays } = incident;
  if (keptCalls === 'none') {
    return (
      <EmptyState title={`The calls behind this have expired after ${retentionDays} d.`}>
        The figures and the story are kept with the incident.
      </EmptyState>
    );
  }
  if (isRateOnly(incident)) return <EmptyState title="No call." />;
  const what = outcome === 'success' ? 'No login succeeded' : outcome === 'failure' ? 'No login failed' : 'No login';
  return <EmptyState title={`${what}.`} />;
}
