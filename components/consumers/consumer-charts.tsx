'use client';

import { usePageState } from '../../lib/client';
import type { ConsumerDetail, ConsumerPoint } from '../../lib/shared';
import { comparisonWords, formatCount, formatRatio, formatSpan } from '../../lib/shared';
import { BarSeriesChart } from '../charts/bar-series-chart';
import { CALLS_PER_MINUTE, COUNT, RATIO } from '../charts/scale/unit';
import { TimeSeriesChart } from '../charts/time-series-chart';
import { type PeriodFrame, stepValues, usePeriodFrame } from '../range/use-period-frame';
import { PanelCell, PanelGrid } from '../ui/layout/panel';

type ChartProps = { consumer: ConsumerDetail; frame: PeriodFrame };

/** Calls, error ratio and 429 answers of one consumer over the same time. */
export function ConsumerCharts({ consumer, now }: { consumer: ConsumerDetail; now: number }) {
  const callsFilter = { consumer: consumer.name };
  const frame = usePeriodFrame(consumer.points, { now, callsFilter, answer: consumer });
  return (
    <PanelGrid>
      <Calls consumer={consumer} frame={frame} />
      <Errors consumer={consumer} frame={frame} />
      <Limited consumer={consumer} frame={frame} />
    </PanelGrid>
  );
}

function PreviousKey() {
  const { range, compare } = usePageState();
  const lengthMs = range.toMs - range.fromMs;
  return <>dashed: {comparisonWords(compare ?? 'prev', lengthMs, formatSpan(lengthMs))}</>;
}

function Calls({ consumer, frame }: ChartProps) {
  const { points, totals, previous } = consumer;
  const read = ({ calls }: ConsumerPoint) => calls / (frame.stepMs / 60_000);
  return (
    <PanelCell title="Calls per minute" end={previous ? <PreviousKey /> : null}>
      <TimeSeriesChart
        {...frame}
        title="Calls per minute"
        summary={`${formatCount(totals.calls)} calls${previous ? `, ${formatCount(previous.totals.calls)} before` : ''}.`}
        unit={CALLS_PER_MINUTE}
        series={[{ key: 'calls', label: 'Calls', values: stepValues(points, frame, read) }]}
        previous={previous?.points.map(read)}
      />
    </PanelCell>
  );
}

function Errors({ consumer, frame }: ChartProps) {
  const { points, totals, previous } = consumer;
  const read = ({ errorRatio }: ConsumerPoint) => errorRatio;
  return (
    <PanelCell title="Error ratio" note="of calls are 4xx or 5xx">
      <TimeSeriesChart
        {...frame}
        title="Error ratio"
        summary={`${formatRatio(totals.errorRatio, 2)} of calls are 4xx or 5xx${previous ? `, ${formatRatio(previous.totals.errorRatio, 2)} before` : ''}.`}
        unit={RATIO}
        series={[{ key: 'ratio', label: 'Errors', values: stepValues(points, frame, read) }]}
        previous={previous?.points.map(read)}
      />
    </PanelCell>
  );
}

function Limited({ consumer, frame }: ChartProps) {
  const { points, totals } = consumer;
  const words = `per ${formatSpan(frame.stepMs)}`;
  return (
    <PanelCell title="Rate limited" note={`429 answers ${words}`}>
      <BarSeriesChart
        {...frame}
        title={`429 answers ${words}`}
        summary={`${formatCount(totals.rateLimited)} calls were answered 429.`}
        unit={COUNT}
        height={180}
        series={[{ key: 'limited', label: '429', values: stepValues(points, frame, ({ rateLimited }) => rateLimited) }]}
      />
    </PanelCell>
  );
}
