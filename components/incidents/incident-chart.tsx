'use client';

import type { IncidentDetail } from '../../lib/shared';
import { formatCount, formatDuration, formatRange } from '../../lib/shared';
import { BarSeriesChart } from '../charts/bar-series-chart';
import { ChartGroup } from '../charts/pointing/sync';
import { countPer } from '../charts/scale/unit';
import { TimeSeriesChart } from '../charts/time-series-chart';
import type { ChartMark, ChartWindow } from '../charts/types';
import { incidentMark } from './incident-state';

/** Failed logins with the letters of the story, and how many callers failed, over the same time. */
export function IncidentChart({ incident, now }: { incident: IncidentDetail; now: number }) {
  const { chart, figures } = incident;
  const stepMs = chart.stepSeconds * 1_000;
  const words = formatDuration(stepMs);
  const range = { from: Date.parse(chart.from), to: Date.parse(chart.to) };
  const frame = {
    range,
    stepMs,
    times: chart.points.map(({ at }) => Date.parse(at)),
    windows: [windowOf(incident, Math.min(now, range.to))],
    unfinishedFrom: Math.floor(now / stepMs) * stepMs,
  };
  const unit = countPer(stepMs === 60_000 ? 'min' : words);
  return (
    <ChartGroup>
      <div className="px-4 pt-2">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-semibold">Failed logins per {stepMs === 60_000 ? 'minute' : words}</span>
          <span className="text-12 text-ink-3">
            {incident.entities.endpoints.join(', ')}, {incident.environment}, {formatRange(range.from, range.to)}
          </span>
        </p>
        <TimeSeriesChart
          {...frame}
          title="Failed logins"
          summary={`${formatCount(figures.failures)} failed and ${formatCount(figures.successes)} successful logins in the incident.`}
          unit={unit}
          height={240}
          hideTimes
          marks={marksOf(incident)}
          series={[
            {
              key: 'failed',
              label: 'Failed',
              color: 'attack-mark',
              values: chart.points.map(({ failures }) => failures),
            },
          ]}
        />
      </div>
      <div className="px-4 pb-3">
        <p className="font-semibold">Callers with a failed login</p>
        <BarSeriesChart
          {...frame}
          title="Callers with a failed login"
          summary={`${formatCount(figures.callers)} callers in the incident.`}
          unit={unit}
          height={110}
          hot={chart.points.map(() => true)}
          series={[{ key: 'callers', label: 'Callers', values: chart.points.map(({ callers }) => callers) }]}
        />
      </div>
    </ChartGroup>
  );
}

function windowOf(incident: IncidentDetail, until: number): ChartWindow {
  return {
    key: String(incident.id),
    from: Date.parse(incident.figures.firstSeenAt),
    to: incident.resolvedAt === null ? until : Date.parse(incident.figures.lastSeenAt),
    label: `#${incident.id}`,
    state: incidentMark(incident.state),
  };
}

function marksOf({ story, accounts }: IncidentDetail): ChartMark[] {
  const letters = story
    .filter(({ letter }) => letter !== null)
    .map(({ letter, at, title, kind }) => ({
      key: `letter-${letter}`,
      at: Date.parse(at),
      letter: letter ?? '',
      strong: STRONG.has(kind),
      label: title,
    }));
  const entries = accounts
    .filter(({ enteredAt }) => enteredAt !== null)
    .map(({ accountHash, enteredAt }) => ({
      key: accountHash,
      at: Date.parse(enteredAt ?? ''),
      label: 'Account entered',
    }));
  return [...letters, ...entries];
}

/** The turns of a story: they are filled in chart and story alike. */
export const STRONG: ReadonlySet<string> = new Set(['burst', 'entered']);
