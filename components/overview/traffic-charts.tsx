'use client';

import { countOf, formatCount, formatLatency, formatRatio, pointChange, relativeChange } from '../../lib/shared';
import { FailedLink, SlowerLink } from '../calls/count-columns';
import { CALLS_PER_MINUTE, LATENCY, RATIO } from '../charts/scale/unit';
import { TimeSeriesChart } from '../charts/time-series-chart';
import { CallsKey } from '../range/baseline-key';
import { useBaseline } from '../range/use-baseline';
import { useCallsHref } from '../range/use-calls-href';
import { Delta } from '../ui/data/delta';
import { NumberLink } from '../ui/data/number-link';
import { Headline } from '../ui/layout/headline';
import { PanelCell, PanelGrid } from '../ui/layout/panel';
import { Apdex } from '../project/apdex';
import { type OverviewView, perMinute, previousOf, valuesOf } from './overview-data';

/** Calls, error ratio and latency over the same time. */
export function TrafficCharts({ view, now }: { view: OverviewView; now: number }) {
  return (
    <PanelGrid>
      <CallsChart view={view} now={now} />
      <ErrorRatioChart view={view} />
      <LatencyChart view={view} />
    </PanelGrid>
  );
}

function CallsChart({ view, now }: { view: OverviewView; now: number }) {
  const { answer, frame } = view;
  const calls = answer?.totals.calls ?? null;
  const before = answer?.previous?.totals.calls ?? null;
  const read = perMinute(frame.stepMs, (totals) => totals.calls);
  const values = valuesOf(view, read);
  const baseline = useBaseline({ values, frame }, { endpointId: null, now });
  const callsHref = useCallsHref(answer);
  return (
    <PanelCell title="Calls" end={<CallsKey baseline={baseline} compared={false} />}>
      <Headline
        value={
          <NumberLink
            inTable
            href={callsHref()}
            opens={calls === null ? 'Open the calls' : `Open ${countOf(calls, 'call')}`}
          >
            {formatCount(calls)}
          </NumberLink>
        }
        words={calls === 1 ? 'call' : 'calls'}
        delta={before === null ? null : <Delta change={relativeChange(calls, before)} />}
        versus={before === null ? null : `vs ${formatCount(before)}`}
      />
      <TimeSeriesChart
        {...frame}
        title="Calls per minute"
        summary={`${formatCount(calls)} calls${before === null ? '' : `, ${formatCount(before)} before`}${baseline.outside}.`}
        unit={CALLS_PER_MINUTE}
        series={[{ key: 'calls', label: 'Calls', values }]}
        band={baseline.band}
        previous={previousOf(view, read)}
      />
    </PanelCell>
  );
}

const FAILED = { status: '>=400' };

function ErrorRatioChart({ view }: { view: OverviewView }) {
  const { answer, frame } = view;
  const ratio = answer?.totals.errorRatio ?? null;
  const before = answer?.previous?.totals.errorRatio ?? null;
  const callsHref = useCallsHref(answer);
  return (
    <PanelCell title="Error ratio" phone="first">
      <Headline
        value={<FailedLink href={callsHref({ status: '>=400' })}>{formatRatio(ratio, 2)}</FailedLink>}
        words="of calls are 4xx or 5xx"
        delta={before === null ? null : <Delta change={pointChange(ratio, before)} />}
        versus={before === null ? null : `vs ${formatRatio(before, 2)}`}
      />
      <TimeSeriesChart
        {...frame}
        title="Error ratio"
        stepFilter={FAILED}
        summary={`${formatRatio(ratio, 2)} of calls are 4xx or 5xx${before === null ? '' : `, ${formatRatio(before, 2)} before`}.`}
        unit={RATIO}
        series={[{ key: 'ratio', label: 'Errors', values: valuesOf(view, (point) => point.errorRatio) }]}
        previous={previousOf(view, (point) => point.errorRatio)}
      />
    </PanelCell>
  );
}

function LatencyChart({ view }: { view: OverviewView }) {
  const { answer, frame } = view;
  const totals = answer?.totals;
  const before = answer?.previous?.totals.p99Ms ?? null;
  const callsHref = useCallsHref(answer);
  const words = `p95 ${formatLatency(totals?.p95Ms ?? null)}, p50 ${formatLatency(totals?.p50Ms ?? null)}`;
  const unmeasured = totals && totals.calls > 0 && totals.p99Ms === null;
  return (
    <PanelCell title="Latency" end={<Apdex value={totals?.apdex ?? null} />}>
      <Headline
        value={<SlowerLink ms={totals?.p99Ms ?? null} isOfFew={false} hrefOf={callsHref} />}
        words={unmeasured ? 'No call of this range has a duration' : `p99, ${words}`}
        delta={before === null ? null : <Delta change={relativeChange(totals?.p99Ms ?? null, before)} />}
        versus={before === null ? null : `vs ${formatLatency(before)}`}
      />
      <TimeSeriesChart
        {...frame}
        title="Latency, log scale"
        summary={
          unmeasured
            ? 'No call of this range has a duration.'
            : `p99 ${formatLatency(totals?.p99Ms ?? null)}, ${words}.`
        }
        unit={LATENCY}
        log
        endLabels={!unmeasured}
        previous={previousOf(view, (point) => point.p99Ms)}
        series={[
          { key: 'p99', label: 'p99', color: 'pct-99', values: valuesOf(view, (point) => point.p99Ms) },
          { key: 'p95', label: 'p95', color: 'pct-95', values: valuesOf(view, (point) => point.p95Ms) },
          { key: 'p50', label: 'p50', color: 'pct-50', values: valuesOf(view, (point) => point.p50Ms) },
        ]}
      />
    </PanelCell>
  );
}
