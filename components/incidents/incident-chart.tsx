'use client';

import type { IncidentDetail } from '../../lib/shared';
import { countOf, formatCount, formatDuration, formatRange } from '../../lib/shared';
import { BarSeriesChart } from '../charts/bar-series-chart';
import { ChartGroup } from '../charts/pointing/sync';
import { countPer } from '../charts/scale/unit';
import { TimeSeriesChart } from '../charts/time-series-chart';
import { EmptyState } from '../ui/state/empty-state';
import { IncidentEndpoints } from './incident-endpoints';
import { burstWindows, marksOf, stepsInside } from './chart-parts';

type IncidentChartProps = { incident: IncidentDetail; now: number };

/** Failed logins with the letters of the story, and how many callers failed, over the same time. */
export function IncidentChart({ incident, now }: IncidentChartProps) {
  const { chart, retentionDays } = incident;
  if (chart.source === 'none') {
    return (
      <EmptyState title={`The calls behind this have expired after ${retentionDays} d.`}>
        Nothing is left to draw; the figures and the story are kept with the incident.
      </EmptyState>
    );
  }
  const { frame, words, callersKnown } = frameOf(incident, now);
  return (
    <ChartGroup>
      <div className={callersKnown ? 'px-4 pt-2' : 'px-4 pt-2 pb-3'}>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-semibold">Failed logins per {words}</span>
          <span className="text-12 text-ink-3">
            <IncidentEndpoints incident={incident} />, {incident.environment},{' '}
            {formatRange(frame.range.from, frame.range.to, now)}
          </span>
        </p>
        {chart.source === 'endpoints' ? (
          <p className="text-12 text-ink-2">
            All logins on {countOf(incident.entities.endpoints.length, 'endpoint')}: the calls behind this have expired
            after {retentionDays} d.
          </p>
        ) : null}
        <Failures incident={incident} frame={frame} hideTimes={callersKnown} />
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

type Frame = ReturnType<typeof frameOf>['frame'];

function Failures({ incident, frame, hideTimes }: { incident: IncidentDetail; frame: Frame; hideTimes: boolean }) {
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

function Callers({ incident, frame, words }: { incident: IncidentDetail; frame: Frame; words: string }) {
  const { chart, figures } = incident;
  return (
    <div className="px-4 pb-3">
      <p className="font-semibold">Callers with an attempt, per {words}</p>
      <BarSeriesChart
        {...frame}
        windows={frame.windows.map((window) => ({ ...window, label: '' }))}
        title="Callers with an attempt"
        summary={`${formatCount(figures.callers)} callers in the incident.`}
        height={110}
        hot={stepsInside(frame)}
        series={[{ key: 'callers', label: 'Callers', values: chart.points.map(({ callers }) => callers) }]}
      />
    </div>
  );
}
