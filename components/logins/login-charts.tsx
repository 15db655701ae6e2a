'use client';

import type { ReactNode } from 'react';
import { usePageState } from '../../lib/client';
import type { LoginPoint, LoginsAnswer } from '../../lib/shared';
import { countOf, formatAccount, formatCount, formatMoment, formatSpan, relativeChange } from '../../lib/shared';
import { BarSeriesChart } from '../charts/bar-series-chart';
import { ChartGroup } from '../charts/pointing/sync';
import { COUNT } from '../charts/scale/unit';
import type { ChartMark, ChartWindow } from '../charts/types';
import { stepsInside } from '../incidents/chart-parts';
import { usePlace } from '../project/use-place';
import { widerRange } from '../range/counted-over';
import { type PeriodFrame, stepValues, usePeriodFrame } from '../range/use-period-frame';
import { Delta } from '../ui/data/delta';
import { NumberLink } from '../ui/data/number-link';
import { Panel } from '../ui/layout/panel';
import { StateMark } from '../ui/state/state-mark';
import { attemptsHref, CALLS_OF_OUTCOME } from './attempt-filters';

type LoginChartsProps = { answer: LoginsAnswer; windows: readonly ChartWindow[]; now: number };

/** Failures and successes, each on its own scale, with a diamond where an attacker got in. */
export function LoginCharts({ answer, windows, now }: LoginChartsProps) {
  const frame = usePeriodFrame(answer.points, { now, callsFilter: {}, answer });
  const to = usePlace();
  const { range } = usePageState();
  const words = `per ${formatSpan(frame.stepMs)}`;
  const { totals, previous } = answer;
  const line = (outcome: 'failure' | 'success', count: number, before: number | null) => (
    <Line
      name={outcome === 'failure' ? 'Failed' : 'Succeeded'}
      number={
        <NumberLink
          inTable
          href={attemptsHref(to, { outcome }, widerRange(answer, range))}
          opens={`Open ${countOf(count, 'attempt')}`}
        >
          {formatCount(count)}
        </NumberLink>
      }
      delta={before === null ? null : <Delta change={relativeChange(count, before)} />}
      versus={before === null ? null : `vs ${formatCount(before)}`}
    />
  );
  return (
    <Panel
      title="Attempts"
      end={words}
      foot={answer.totals.unknown > 0 ? <UnknownLine answer={answer} now={now} /> : null}
    >
      <ChartGroup>
        {line('failure', totals.failures, previous?.totals.failures ?? null)}
        <Failed answer={answer} frame={frame} windows={windows} />
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 pt-2">
          {line('success', totals.successes, previous?.totals.successes ?? null)}
          <Entries answer={answer} />
        </div>
        <Succeeded answer={answer} frame={frame} windows={windows} now={now} />
      </ChartGroup>
    </Panel>
  );
}

type LineProps = { name: string; number: ReactNode; delta: ReactNode; versus: string | null };

function Line({ name, number, delta, versus }: LineProps) {
  return (
    <p className="flex items-baseline gap-2 text-12 text-ink-3">
      {name} <span className="text-16 font-medium text-ink">{number}</span>
      {delta}
      {versus}
    </p>
  );
}

type ChartProps = { answer: LoginsAnswer; frame: PeriodFrame; windows: readonly ChartWindow[] };

function Failed({ answer, frame, windows }: ChartProps) {
  const read = ({ failures }: LoginPoint) => failures;
  const open = windows.filter(({ state }) => state === 'attack');
  return (
    <BarSeriesChart
      {...frame}
      title="Failed logins"
      stepFilter={CALLS_OF_OUTCOME.failure}
      summary={`${formatCount(answer.totals.failures)} failed logins.`}
      unit={COUNT}
      height={150}
      hideTimes
      windows={windows}
      hot={stepsInside({ ...frame, windows: open })}
      series={[{ key: 'failed', label: 'Failed', values: stepValues(answer.points, frame, read) }]}
    />
  );
}

function Succeeded({ answer, frame, windows, now }: ChartProps & { now: number }) {
  const read = ({ successes }: LoginPoint) => successes;
  return (
    <BarSeriesChart
      {...frame}
      title="Succeeded logins"
      stepFilter={CALLS_OF_OUTCOME.success}
      summary={`${formatCount(answer.totals.successes)} succeeded logins, ${formatCount(answer.entries.length)} of them by an attacker.`}
      unit={COUNT}
      height={150}
      windows={windows.map((window) => ({ ...window, label: '' }))}
      marks={marksOf(answer, now)}
      series={[{ key: 'succeeded', label: 'Succeeded', values: stepValues(answer.points, frame, read) }]}
    />
  );
}

const marksOf = ({ entries }: LoginsAnswer, now: number): ChartMark[] =>
  entries.map(({ at, accountHash, incidentId }, index) => ({
    key: `${incidentId}-${index}`,
    at: Date.parse(at),
    label: `${formatAccount(accountHash)} entered ${formatMoment(at, now)} UTC, #${incidentId}`,
  }));

/** How many accounts were entered after a burst of failures, and in which incidents. */
function Entries({ answer: { entries } }: { answer: LoginsAnswer }) {
  const to = usePlace();
  if (entries.length === 0) return null;
  const ids = [...new Set(entries.map(({ incidentId }) => incidentId))];
  return (
    <p className="inline-flex flex-wrap items-center gap-x-1.5 text-12 font-medium text-attack">
      <StateMark state="attack" />
      {formatCount(entries.length)} after a burst of failures, in
      {ids.map((id) => (
        <NumberLink key={id} href={to(`/incidents/${id}`)} opens={`Open incident #${id}`} onState>
          #{id}
        </NumberLink>
      ))}
    </p>
  );
}

/** Attempts whose outcome nobody told: counted, never evidence. */
function UnknownLine({ answer: { totals, searchedBackTo }, now }: { answer: LoginsAnswer; now: number }) {
  const to = usePlace();
  const back = searchedBackTo === null ? '' : ` since ${formatMoment(searchedBackTo, now)} UTC`;
  return (
    <p>
      <NumberLink href={attemptsHref(to, { outcome: 'unknown' })} opens={`Open ${countOf(totals.unknown, 'attempt')}`}>
        {countOf(totals.unknown, 'attempt')}
      </NumberLink>{' '}
      without a known outcome{back}: counted, never evidence.
    </p>
  );
}
