'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { OverviewPoint } from '../../lib/shared';
import { countOf, formatCount, formatLatency } from '../../lib/shared';
import { HeatKey } from '../charts/heatmap/heat-key';
import { HeatmapChart } from '../charts/heatmap/heatmap-chart';
import { ChartGroup } from '../charts/pointing/sync';
import { CALLS_PER_MINUTE, LATENCY } from '../charts/scale/unit';
import { TimeSeriesChart } from '../charts/time-series-chart';
import type { ChartSeries } from '../charts/types';
import { CallsKey } from '../range/baseline-key';
import { useBaseline } from '../range/use-baseline';
import { perMinute, previousOf, valuesOf } from '../overview/overview-data';
import { Segmented } from '../ui/control/segmented';
import { PanelCell, PanelGrid } from '../ui/layout/panel';
import { EmptyState } from '../ui/state/empty-state';
import type { EndpointView } from './use-endpoint';

const HEIGHT = 240;
/** As high as the heatmap with the key of its colours. */
const CALLS_HEIGHT = 256;

/** Calls and latency of an endpoint over the same time. */
export function EndpointCharts({ view }: { view: EndpointView }) {
  return (
    <ChartGroup>
      <PanelGrid columns={2}>
        <CallsChart view={view} />
        <Latency view={view} />
      </PanelGrid>
    </ChartGroup>
  );
}

function CallsChart({ view }: { view: EndpointView }) {
  const { totals, previous } = view.answer;
  const read = perMinute(view.frame.stepMs, ({ calls }) => calls);
  const before = previous ? `, ${formatCount(previous.totals.calls)} before` : '';
  const values = valuesOf(view, read);
  const baseline = useBaseline({ values, frame: view.frame }, { endpointId: view.answer.endpoint.id, now: view.now });
  return (
    <PanelCell title="Calls per minute" end={<CallsKey baseline={baseline} compared={previous !== null} />}>
      <TimeSeriesChart
        {...view.frame}
        title="Calls per minute"
        summary={`${countOf(totals.calls, 'call')}${before}${baseline.outside}.`}
        unit={CALLS_PER_MINUTE}
        height={CALLS_HEIGHT}
        series={[{ key: 'calls', label: 'Calls', values }]}
        band={baseline.band}
        previous={previousOf(view, read)}
      />
    </PanelCell>
  );
}

const LOOKS = ['heatmap', 'percentiles'] as const;
const LOOK_OPTIONS = [
  { value: 'heatmap', label: 'Heatmap' },
  { value: 'percentiles', label: 'Percentiles' },
] as const;

function Latency({ view }: { view: EndpointView }) {
  const [look, setLook] = useQueryState('latency', parseAsStringLiteral(LOOKS).withDefault('heatmap'));
  const { heatmap, totals } = view.answer;
  const words = look === 'heatmap' ? `calls ${view.stepWords} and latency band, log scale` : 'log scale';
  const chart = {
    ...view.frame,
    title: 'Latency, log scale',
    summary: `p50 ${formatLatency(totals.p50Ms)}, p95 ${formatLatency(totals.p95Ms)}, p99 ${formatLatency(totals.p99Ms)} of ${countOf(totals.calls, 'call')}.`,
    unit: LATENCY,
    height: HEIGHT,
    series: percentiles(view),
  };
  return (
    <PanelCell
      title="Latency"
      note={words}
      end={<Segmented label="Latency as" options={LOOK_OPTIONS} value={look} onChange={(next) => void setLook(next)} />}
    >
      {heatmap.edgesMs.length === 0 ? (
        <EmptyState title="No call of this range has a duration." minHeight={HEIGHT} />
      ) : look === 'heatmap' ? (
        <>
          <HeatmapChart {...chart} edges={heatmap.edgesMs} counts={heatmap.calls} />
          <HeatKey counts={heatmap.calls} label="calls per cell" />
        </>
      ) : (
        <TimeSeriesChart {...chart} log endLabels previous={previousOf(view, (point) => point.p99Ms)} />
      )}
    </PanelCell>
  );
}

const LINES = [
  ['p99', 'pct-99', (point: OverviewPoint) => point.p99Ms],
  ['p95', 'pct-95', (point: OverviewPoint) => point.p95Ms],
  ['p50', 'pct-50', (point: OverviewPoint) => point.p50Ms],
] as const;

const percentiles = (view: EndpointView): ChartSeries[] =>
  LINES.map(([name, color, read]) => ({ key: name, label: name, color, values: valuesOf(view, read) }));
