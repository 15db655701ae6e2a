'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { usePageState } from '../../../lib/client';
import type { CallHistogramAnswer } from '../../../lib/shared';
import { countOf, formatCount, formatMoment, formatShort, formatSpan } from '../../../lib/shared';
import { BarSeriesChart } from '../../charts/bar-series-chart';
import type { ChartUnit } from '../../charts/scale/unit';
import type { ChartSeries } from '../../charts/types';
import { useWatch } from '../../range/use-watch';
import { isUnwatched } from '../../range/watched';
import { ReadError } from '../../failures/read-error';
import { Button } from '../../ui/control/button';
import { Panel } from '../../ui/layout/panel';
import { AsyncView } from '../../ui/state/async-view';
import { zoomedOut } from './zoom';

const HEIGHT_PX = 132;

/** The title says of which step. */
const CALLS: ChartUnit = { tick: formatShort, value: formatCount, whole: true, idleMax: 100 };

type HistogramProps = { result: UseQueryResult<CallHistogramAnswer>; now: number };

/** How many calls pass the filter over the range; a stretch that is dragged, or a step that is opened, becomes the range. */
export function Histogram({ result, now }: HistogramProps) {
  const { range, setRange } = usePageState();
  const step = formatSpan(result.data ? result.data.stepSeconds * 1_000 : range.stepMs);
  const wider = zoomedOut({ from: range.fromMs, to: range.toMs }, now);
  return (
    <Panel
      title={`Calls per ${step}`}
      note={<Key />}
      end={
        <>
          <span className="max-lg:hidden">Drag to zoom in</span>
          <Button size="tall" onClick={() => setRange(wider)}>
            Zoom out
          </Button>
        </>
      }
    >
      <AsyncView
        result={result}
        loading={<Bars answer={null} now={now} />}
        failing={(error, retry) => (
          <ReadError title="The calls could not be counted." onRetry={retry} error={error} minHeight={HEIGHT_PX} />
        )}
      >
        {(answer) => <Bars answer={answer} now={now} />}
      </AsyncView>
    </Panel>
  );
}

const SERIES = [
  { key: 'good', label: '2xx, 3xx', color: 'series-1' },
  { key: 'client', label: '4xx', color: 'series-2' },
  { key: 'server', label: '5xx', color: 'attack-mark' },
] as const;

const Key = () => (
  <span className="inline-flex items-center gap-3">
    {SERIES.map(({ key, label, color }) => (
      <span key={key} className="inline-flex items-center gap-1">
        <span className="size-2 rounded-1" style={{ background: `var(--${color})` }} />
        {label}
      </span>
    ))}
  </span>
);

/** Of a step in which nothing was watched. */
const UNKNOWN = { calls: null, clientErrors: null, serverErrors: null };

function Bars({ answer, now }: { answer: CallHistogramAnswer | null; now: number }) {
  const { range, setRange } = usePageState();
  const watch = useWatch();
  const stepMs = answer ? answer.stepSeconds * 1_000 : range.stepMs;
  const points = (answer?.points ?? []).map((point) =>
    isUnwatched(point, stepMs, watch) ? { ...UNKNOWN, at: point.at } : point,
  );
  const times = points.map(({ at }) => Date.parse(at));
  const [first, last] = [times[0] ?? range.fromMs, times.at(-1) ?? range.toMs - stepMs];
  const values: Record<(typeof SERIES)[number]['key'], (number | null)[]> = {
    good: points.map(({ calls, clientErrors, serverErrors }) =>
      calls === null ? null : calls - (clientErrors ?? 0) - (serverErrors ?? 0),
    ),
    client: points.map(({ clientErrors }) => clientErrors),
    server: points.map(({ serverErrors }) => serverErrors),
  };
  const series = SERIES.map((one): ChartSeries => ({ ...one, values: values[one.key] }));
  return (
    <BarSeriesChart
      title={`Calls per ${formatSpan(stepMs)}`}
      summary={answer ? summaryOf(answer, now) : 'The calls are being counted.'}
      range={{ from: Math.min(first, range.fromMs), to: Math.max(last + stepMs, range.toMs) }}
      times={times}
      stepMs={stepMs}
      unit={CALLS}
      height={HEIGHT_PX}
      series={series}
      unfinishedFrom={Math.floor(now / stepMs) * stepMs}
      onBrush={setRange}
      onOpenStep={setRange}
    />
  );
}

/** The histogram in a sentence. */
function summaryOf({ points, stepSeconds, total, searchedBackTo }: CallHistogramAnswer, now: number): string {
  if (points.every(({ calls }) => calls === null)) return 'No calls of this range are kept any more.';
  const most = points.reduce((a, b) => ((b.calls ?? 0) > (a?.calls ?? 0) ? b : a), points[0]);
  const failed = points.reduce((sum, { serverErrors }) => sum + (serverErrors ?? 0), 0);
  const peak = most?.calls
    ? `, at most ${formatCount(most.calls)} per ${formatSpan(stepSeconds * 1_000)} at ${formatMoment(most.at, now, 'minute')} UTC`
    : '';
  return `${searchedBackTo ? 'At least ' : ''}${countOf(total, 'call')}${peak}; ${formatCount(failed)} answered 5xx.`;
}
