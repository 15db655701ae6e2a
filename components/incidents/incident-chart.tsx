'use client';

import type { IncidentDetail } from '../../lib/shared';
import { countOf, formatCount, formatDuration, formatRange } from '../../lib/shared';
import { BarSeriesChart } from '../charts/bar-series-chart';
import { ChartKey } from '../charts/chart-key';
import { ChartGroup } from '../charts/pointing/sync';
import { countPer } from '../charts/scale/unit';
import { TimeSeriesChart } from '../charts/time-series-chart';
import type { ChartSeries } from '../charts/types';
import { EmptyState } from '../ui/state/empty-state';
import { IncidentEndpoints } from './incident-endpoints';
import { burstWindows, marksOf, stepsInside } from './chart-parts';
import { isRateOnly } from './rates';

type IncidentChartProps = { incident: IncidentDetail; now: number };

/** Failed logins (or the calls over a rate) with the letters of the story, and how many callers there were, over the same time. */
export function IncidentChart({ incident, now }: IncidentChartProps) {
  const { chart, retentionDays } = incident;
  if (chart.source === 'none') {
    return (
      <EmptyState title={nothingToDraw(incident)}>
        Nothing is left to draw; the figures and the story are kept with the incident.
      </EmptyState>
    );
  }
  const { frame, words, callersKnown } = frameOf(incident, now);
  return (
    <ChartGroup>
      <div className={callersKnown ? 'px-4 pt-2' : 'px-4 pt-2 pb-3'}>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-semibold">
            {isRateOnly(incident) ? 'Calls' : 'Failed logins'} per {words}
          </span>
          <span className="text-12 text-ink-3">
            <IncidentEndpoints incident={incident} />, {incident.environment},{' '}
            {formatRange(frame.range.from, frame.range.to, now)}
          </span>
        </p>
        {chart.source === 'endpoints' ? (
          <p className="text-12 text-ink-2">
            All logins on {countOf(incident.entities.endpointIds.filter((id) => id !== 0).length, 'endpoint')}: the
            calls behind this have expired after {retentionDays} d.
          </p>
        ) : null}
        {isRateOnly(incident) ? (
          <Calls incident={incident} frame={frame} hideTimes={callersKnown} />
        ) : (
          <Failures incident={incident} frame={frame} hideTimes={callersKnown} />
        )}
      </div>
      {callersKnown ? <Callers incident={incident} frame={frame} words={words} /> : null}
    </ChartGroup>
  );
}

function frameOf(incident: IncidentDetail, now: number) {
  const { chart } = incident;
  const stepMs = chart.stepSeconds * 1_000;
  const words = stepMs === 60_000 ? 'minute' : formatDuration(stepMs);
  return {
    words,
    callersKnown: chart.points.every(({ callers }) => callers !== null),
    frame: {
      range: { from: Date.parse(chart.from), to: Date.parse(chart.to) },
      stepMs,
      times: chart.points.map(({ at }) => Date.parse(at)),
      windows: burstWindows(incident, now),
      unfinishedFrom: Math.floor(now / stepMs) * stepMs,
      unit: countPer(stepMs === 60_000 ? 'min' : words),
    },
  };
}

const nothingToDraw = (incident: IncidentDetail): string =>
  isRateOnly(incident) && incident.keptCalls !== 'none'
    ? 'There are too many calls behind this to be read in a second.'
    : `The calls behind this have expired after ${incident.retentionDays} d.`;

type Frame = ReturnType<typeof frameOf>['frame'];

type LinesProps = { incident: IncidentDetail; frame: Frame; hideTimes: boolean };

function Failures({ incident, frame, hideTimes }: LinesProps) {
  const { chart, figures } = incident;
  return (
    <TimeSeriesChart
      {...frame}
      title="Failed logins"
      summary={`${formatCount(figures.failures)} failed and ${formatCount(figures.successes)} successful logins in the incident.`}
      height={240}
      shape="steps"
      hideTimes={hideTimes}
      marks={marksOf(incident)}
      series={[
        { key: 'failed', label: 'Failed', color: 'attack-mark', values: chart.points.map(({ failures }) => failures) },
      ]}
    />
  );
}

/** All calls that were counted, and those of them that were answered 429. */
function Calls({ incident, frame, hideTimes }: LinesProps) {
  const { chart, figures } = incident;
  const refused = chart.points.map(({ failures }) => failures);
  const all = chart.points.map(({ failures, successes }) => failures + successes);
  const series: ChartSeries[] = [{ key: 'calls', label: 'Calls', color: 'series-1', values: all }];
  const isRefused = refused.some((calls) => calls > 0);
  if (isRefused) series.push({ key: 'refused', label: 'Answered 429', color: 'attack-mark', values: refused });
  return (
    <>
      {isRefused ? <ChartKey entries={KEY_OF_CALLS} /> : null}
      <TimeSeriesChart
        {...frame}
        title="Calls"
        summary={`${countOf(figures.rateCalls, 'call')} over the rate in the incident.`}
        height={240}
        shape="steps"
        hideTimes={hideTimes}
        marks={marksOf(incident)}
        series={series}
      />
    </>
  );
}

const KEY_OF_CALLS = [
  ['now', 'all calls'],
  ['excess', 'answered 429'],
] as const;

function Callers({ incident, frame, words }: { incident: IncidentDetail; frame: Frame; words: string }) {
  const { chart, figures } = incident;
  const title = isRateOnly(incident) ? 'Callers' : 'Callers with an attempt';
  return (
    <div className="px-4 pb-3">
      <p className="font-semibold">
        {title}, per {words}
      </p>
      <BarSeriesChart
        {...frame}
        windows={frame.windows.map((window) => ({ ...window, label: '' }))}
        title={title}
        summary={`${countOf(figures.callers, 'caller')} in the incident.`}
        height={110}
        hot={stepsInside(frame)}
        series={[{ key: 'callers', label: 'Callers', values: chart.points.map(({ callers }) => callers) }]}
      />
    </div>
  );
}
