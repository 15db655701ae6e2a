'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { memo, useDeferredValue, useMemo } from 'react';
import { incidentsQuery, overviewQuery, useNow, usePageState } from '../../lib/client';
import { comparisonWords, formatSpan } from '../../lib/shared';
import type { IncidentItem, StatusAnswer } from '../../lib/shared';
import { CallKinds, type KindsOf } from '../call-kinds/call-kinds';
import { ChartKey } from '../charts/chart-key';
import { ChartGroup } from '../charts/pointing/sync';
import type { TimeRange } from '../charts/scale/time-range';
import type { CallsFilter } from '../charts/types';
import { MoversPanel } from '../movers/movers-panel';
import { InstancesPanel } from '../deploys/instances-panel';
import { useDeploys } from '../deploys/use-deploys';
import { CountriesPanel } from '../places/countries-panel';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { answeredSteps } from '../range/answered-steps';
import { NoCalls } from '../range/no-calls';
import { useIngestGaps } from '../range/use-ingest-gaps';
import { useShownRange } from '../range/use-shown-range';
import type { Watch } from '../range/watched';
import { BelowFold } from '../ui/layout/below-fold';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { ReadError } from '../failures/read-error';
import { ConsumersPanel } from './consumers-panel';
import { EndpointsPanel } from './endpoints-panel';
import { NeedsYou } from './needs-you';
import { type OverviewView, windowsOf } from './overview-data';
import { SecurityCharts } from './security-charts';
import { TrafficCharts } from './traffic-charts';
import { type OverviewPanels, useOverviewPanels } from './use-overview-panels';

const ALL_CALLS: KindsOf = {};
const NO_INCIDENTS: readonly IncidentItem[] = [];

/** What the charts of the overview are drawn from, over the range of the URL. */
function useOverview() {
  const { project } = useProject();
  const { range, environment, compare, setRange } = usePageState();
  const to = usePlace();
  const router = useRouter();
  const now = useNow(5_000);
  const gaps = useIngestGaps();
  const deploys = useDeploys();
  const asked = { fromMs: range.fromMs, toMs: range.toMs, stepMs: range.stepMs };
  const overview = useQuery(overviewQuery(project.id, { ...asked, environment, compare }));
  const incidents = useInfiniteQuery(incidentsQuery(project.id, { state: null, environment }));
  const pages = incidents.data?.pages;
  const items = useMemo(() => pages?.flatMap((page) => page.incidents), [pages]);
  const answer = overview.data;
  const { fromMs, toMs, stepMs } = answeredSteps(asked, answer);
  const firstCallAt = answer?.firstCallAt;
  const watch = useMemo(() => ({ sinceMs: firstCallAt ? Date.parse(firstCallAt) : null, gaps }), [firstCallAt, gaps]);
  const view = useMemo((): OverviewView => {
    const openStep = (step: TimeRange, filter: CallsFilter) =>
      router.push(
        to('/calls', { ...filter, from: new Date(step.from).toISOString(), to: new Date(step.to).toISOString() }),
      );
    return {
      answer,
      watch,
      stepWords: `per ${formatSpan(stepMs)}`,
      frame: {
        range: { from: fromMs, to: toMs },
        times: answer?.points.map(({ at }) => Date.parse(at)) ?? [],
        stepMs,
        windows: windowsOf(items ?? [], { to, fromMs, toMs: Math.min(toMs, now) }),
        deploys,
        unfinishedFrom: Math.floor(now / stepMs) * stepMs,
        onBrush: setRange,
        onOpenStep: openStep,
      },
    };
  }, [answer, items, watch, deploys, fromMs, toMs, stepMs, now, to, router, setRange]);
  return { overview, incidents, items, view, now };
}

/** What the two lines of the charts are; nothing to say without a comparison. */
function OverviewKey() {
  const { range, compare } = usePageState();
  if (!compare) return null;
  const lengthMs = range.toMs - range.fromMs;
  const words = comparisonWords(compare, lengthMs, formatSpan(lengthMs));
  return (
    <ChartKey
      entries={[
        ['now', 'Now'],
        ['previous', words.replace(/^./, (first) => first.toUpperCase())],
      ]}
    />
  );
}

/** The page that says first what needs a person, then how the API is used. */
export function OverviewPage({ drawnStatus }: { drawnStatus: StatusAnswer | null }) {
  const shownRange = useShownRange();
  const { overview, incidents, items, view, now } = useOverview();
  const panels = useOverviewPanels(overview.isPlaceholderData ? 0 : overview.dataUpdatedAt);
  const live = useMemo(() => items?.filter(({ state }) => state !== 'resolved') ?? NO_INCIDENTS, [items]);
  const [drawn, drawnPanels] = [useDeferredValue(view), useDeferredValue(panels)];
  const noCalls = overview.data?.totals.calls === 0;
  if (overview.error && !overview.data) {
    return (
      <>
        <PageTitle>Overview</PageTitle>
        <Panel label="Overview" flush>
          <ReadError
            title="The overview could not be read."
            onRetry={() => void overview.refetch()}
            error={overview.error}
            minHeight={320}
          />
        </Panel>
      </>
    );
  }
  return (
    <>
      <PageTitle note={shownRange} end={noCalls ? null : <OverviewKey />}>
        Overview
      </PageTitle>
      {incidents.error && !items ? (
        <IncidentsFailed error={incidents.error} onRetry={() => void incidents.refetch()} />
      ) : (
        <Needs incidents={items} drawnStatus={drawnStatus} panels={drawnPanels} now={now} />
      )}
      {overview.data && noCalls ? (
        <Panel label="Calls" flush>
          <NoCalls now={now} />
        </Panel>
      ) : (
        <div className="grid gap-4" aria-busy={overview.isPlaceholderData || panels.isOld || undefined}>
          <Charts view={drawn} panels={drawnPanels} now={now} />
          <Tables
            panels={drawnPanels}
            incidents={live}
            unfinishedFrom={drawn.frame.unfinishedFrom}
            watch={drawn.watch}
            now={now}
          />
          <BelowFold label="What moved" rows={12}>
            <Movers />
          </BelowFold>
          <Kinds of={ALL_CALLS} now={now} />
          <BelowFold label="Instances of the API" rows={4}>
            <Instances />
          </BelowFold>
        </div>
      )}
    </>
  );
}

function IncidentsFailed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <Panel label="Incidents" flush>
      <ReadError title="Incidents could not be read." onRetry={onRetry} error={error} />
    </Panel>
  );
}

type PartProps = { panels: OverviewPanels; now: number };

// Live calls change both each second. They are drawn after what needs a person, in slices, so that the page answers.
const Charts = memo(function Charts({ view, panels, now }: PartProps & { view: OverviewView }) {
  return (
    <ChartGroup>
      <TrafficCharts view={view} now={now} />
      <SecurityCharts view={view} consumers={panels.consumers.answer?.consumers} />
    </ChartGroup>
  );
});

const Needs = memo(NeedsYou);
const Kinds = memo(CallKinds);
const Movers = memo(MoversPanel);
const Instances = memo(InstancesPanel);

const Tables = memo(function Tables({
  panels,
  incidents,
  unfinishedFrom,
  watch,
  now,
}: PartProps & { unfinishedFrom: number; watch: Watch; incidents: readonly IncidentItem[] }) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_404px]">
      <EndpointsPanel read={panels.endpoints} incidents={incidents} unfinishedFrom={unfinishedFrom} watch={watch} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <ConsumersPanel read={panels.consumers} />
        <BelowFold label="Callers by country" rows={9}>
          <CountriesPanel now={now} />
        </BelowFold>
      </div>
    </div>
  );
});
