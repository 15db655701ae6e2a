'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { errorDetails, incidentsQuery, overviewQuery, statusQuery, useNow, usePageState } from '../../lib/client';
import type { OverviewAnswer } from '../../lib/shared';
import { formatMoment, formatRange, formatSpan } from '../../lib/shared';
import { hrefOfFilter } from '../calls/call-filters';
import { ChartKey } from '../charts/chart-key';
import { ChartGroup } from '../charts/pointing/sync';
import type { TimeRange } from '../charts/types';
import { useProject } from '../project/project-provider';
import { Button } from '../ui/control/button';
import { ButtonLink } from '../ui/control/button-link';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { EmptyState } from '../ui/state/empty-state';
import { ErrorState } from '../ui/state/error-state';
import { SkeletonRows } from '../ui/state/skeleton';
import { ConsumersPanel } from './consumers-panel';
import { EndpointsPanel } from './endpoints-panel';
import { NeedsYou } from './needs-you';
import { type OverviewView, windowsOf } from './overview-data';
import { SecurityCharts } from './security-charts';
import { TrafficCharts } from './traffic-charts';

/** Everything the overview reads, over the range of the URL. */
function useOverview() {
  const { project, base } = useProject();
  const { range, environment, compare, setRange } = usePageState();
  const router = useRouter();
  const now = useNow(5_000);
  const { fromMs, toMs, stepMs } = range;
  const overview = useQuery(overviewQuery(project.id, { fromMs, toMs, stepMs, environment, compare }));
  const incidents = useInfiniteQuery(incidentsQuery(project.id, { state: null, environment }));
  const status = useQuery(statusQuery(project.id));
  const items = incidents.data?.pages.flatMap((page) => page.incidents);
  const openStep = ({ from, to }: TimeRange) => router.push(`${base}/calls?${stepQuery({ from, to }, environment)}`);
  const view: OverviewView = {
    answer: overview.data,
    stepWords: `per ${formatSpan(stepMs)}`,
    frame: {
      range: { from: fromMs, to: toMs },
      times: overview.data?.points.map(({ at }) => Date.parse(at)) ?? [],
      stepMs,
      windows: windowsOf(items ?? [], { base, toMs: Math.min(toMs, now) }),
      unfinishedFrom: Math.floor(now / stepMs) * stepMs,
      onBrush: setRange,
      onOpenStep: openStep,
    },
  };
  return { overview, incidents, items, status, view, now };
}

function stepQuery({ from, to }: TimeRange, environment: string | null): string {
  const query = {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    ...(environment && { env: environment }),
  };
  return new URLSearchParams(query).toString();
}

/** What the two lines of the charts are; nothing to say without a comparison. */
function OverviewKey() {
  const { range, compare } = usePageState();
  if (!compare) return null;
  const previous = `Previous ${formatSpan(range.toMs - range.fromMs)}`;
  return (
    <ChartKey
      entries={[
        ['now', 'Now'],
        ['previous', previous],
      ]}
    />
  );
}

/** The page that says first what needs a person, then how the API is used. */
export function OverviewPage() {
  const { base } = useProject();
  const { range, kept } = usePageState();
  const { overview, incidents, items, status, view, now } = useOverview();
  const callsHref = (query: Record<string, string>) => hrefOfFilter({ path: `${base}/calls`, kept }, query);
  const noCalls = overview.data?.totals.calls === 0;
  if (overview.error && !overview.data) {
    return (
      <>
        <PageTitle>Overview</PageTitle>
        <Panel label="Overview" flush>
          <ErrorState
            title="The overview could not be read."
            onRetry={() => void overview.refetch()}
            details={errorDetails(overview.error)}
            minHeight={320}
          >
            {overview.error.message}
          </ErrorState>
        </Panel>
      </>
    );
  }
  return (
    <>
      <PageTitle note={formatRange(range.fromMs, range.toMs, now)} end={noCalls ? null : <OverviewKey />}>
        Overview
      </PageTitle>
      {incidents.error && !items ? (
        <IncidentsFailed error={incidents.error} onRetry={() => void incidents.refetch()} />
      ) : (
        <NeedsYou incidents={items} status={status} overview={overview.data} now={now} />
      )}
      {overview.data && noCalls ? (
        <NoCalls answer={overview.data} now={now} />
      ) : (
        <div className="grid gap-4" aria-busy={overview.isPlaceholderData || undefined}>
          <ChartGroup>
            <TrafficCharts view={view} />
            <SecurityCharts view={view} callsHref={callsHref} />
          </ChartGroup>
          <Tables view={view} callsHref={callsHref} />
        </div>
      )}
    </>
  );
}

function IncidentsFailed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <Panel label="Incidents" flush>
      <ErrorState title="Incidents could not be read." onRetry={onRetry} details={errorDetails(error)}>
        {error.message}
      </ErrorState>
    </Panel>
  );
}

type TablesProps = { view: OverviewView; callsHref: (query: Record<string, string>) => string };

function Tables({ view, callsHref }: TablesProps) {
  const { answer, frame } = view;
  const finishedSteps = frame.times.filter((at) => at < frame.unfinishedFrom).length;
  if (!answer) {
    return (
      <Panel label="Endpoints" flush>
        <SkeletonRows rows={10} />
      </Panel>
    );
  }
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_404px]">
      <EndpointsPanel answer={answer} finishedSteps={finishedSteps} callsHref={callsHref} />
      <ConsumersPanel answer={answer} callsHref={callsHref} />
    </div>
  );
}

function NoCalls({ answer, now }: { answer: OverviewAnswer; now: number }) {
  const { base } = useProject();
  const { range, setRange } = usePageState();
  const { lastCallAt } = answer;
  const title = `No calls between ${formatRange(range.fromMs, range.toMs, now)}.`;
  return (
    <Panel label="Calls" flush>
      {lastCallAt === null ? (
        <EmptyState
          title="No call has arrived yet."
          minHeight={240}
          actions={
            <ButtonLink kind="ink" href={`${base}/start`}>
              Send the first call
            </ButtonLink>
          }
        >
          Two lines in your API are enough.
        </EmptyState>
      ) : (
        <EmptyState
          title={title}
          minHeight={240}
          actions={
            <>
              <Button onClick={() => setRange(dayBefore(lastCallAt))}>Show the last 24 h with calls</Button>
              <ButtonLink kind="quiet" href={`${base}/start`}>
                Check ingest
              </ButtonLink>
            </>
          }
        >
          The last call was on {formatMoment(lastCallAt, 0)} UTC.
        </EmptyState>
      )}
    </Panel>
  );
}

function dayBefore(at: string): TimeRange {
  const to = Math.ceil((Date.parse(at) + 1) / 300_000) * 300_000;
  return { from: to - 86_400_000, to };
}
