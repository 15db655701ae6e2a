'use client';

import { usePageState } from '../../lib/client';
import type { OverviewConsumer, Totals } from '../../lib/shared';
import { countOf, formatCount, formatRatio, relativeChange } from '../../lib/shared';
import { BarSeriesChart } from '../charts/bar-series-chart';
import { COUNT } from '../charts/scale/unit';
import { StatusClassRow } from '../charts/spark/status-class-row';
import { Delta } from '../ui/data/delta';
import { stepsInside } from '../incidents/chart-parts';
import { NumberLink } from '../ui/data/number-link';
import { attemptsHref, CALLS_OF_OUTCOME } from '../logins/attempt-filters';
import { usePlace } from '../project/use-place';
import { widerRange } from '../range/counted-over';
import { useCallsHref } from '../range/use-calls-href';
import { Headline } from '../ui/layout/headline';
import { PanelCell, PanelGrid } from '../ui/layout/panel';
import { type OverviewView, valuesOf } from './overview-data';

type Props = { view: OverviewView };

interface SecurityProps extends Props {
  /** The busiest; undefined until they are read. */
  consumers: readonly OverviewConsumer[] | undefined;
}

/** Status classes, logins and rate limiting. */
export function SecurityCharts({ consumers, ...props }: SecurityProps) {
  return (
    <PanelGrid>
      <StatusClasses {...props} />
      <Logins {...props} />
      <RateLimited {...props} consumers={consumers} />
    </PanelGrid>
  );
}

/** Sums count informational answers, which are rare, with 2xx: the link opens them, too. */
const CLASSES = [
  { name: '2xx', status: '<300', detail: '1xx counts as 2xx', read: (totals: Totals) => totals.s2xx },
  { name: '3xx', status: '3xx', read: (totals: Totals) => totals.s3xx },
  { name: '4xx', status: '4xx', read: (totals: Totals) => totals.s4xx },
  { name: '5xx', status: '5xx', read: (totals: Totals) => totals.s5xx },
] as const;

function StatusClasses({ view }: Props) {
  const { answer, frame, stepWords } = view;
  const callsHref = useCallsHref(answer);
  const openFrom = frame.times.filter((at) => at < frame.unfinishedFrom).length;
  return (
    <PanelCell title="Status classes" phone="hidden" end={`calls ${stepWords}, own scale per row`}>
      {CLASSES.map(({ name, status, read, ...more }) => {
        const count = answer ? read(answer.totals) : null;
        const before = answer?.previous ? read(answer.previous.totals) : null;
        return (
          <StatusClassRow
            key={name}
            name={name}
            count={
              <NumberLink inTable href={callsHref({ status })} opens={opensWords(count, 'call')} {...more}>
                {formatCount(count)}
              </NumberLink>
            }
            share={formatRatio(answer && answer.totals.calls > 0 ? (count ?? 0) / answer.totals.calls : null)}
            delta={before === null ? null : <Delta change={relativeChange(count, before)} />}
            values={valuesOf(view, read)}
            openFrom={openFrom}
          />
        );
      })}
    </PanelCell>
  );
}

/** What a number opens; null while it is not known. */
const opensWords = (count: number | null, noun: string): string =>
  `Open ${count === null ? `${noun}s` : countOf(count, noun)}`;

function Logins({ view }: Props) {
  const { answer, frame, stepWords } = view;
  const { totals, previous } = answer ?? {};
  const to = usePlace();
  const { range } = usePageState();
  const counted = answer ? widerRange(answer, range) : null;
  const part = (outcome: 'failure' | 'success', count: number | null, before: number | null) => (
    <p className="flex items-baseline gap-2 text-12 text-ink-3">
      {outcome === 'failure' ? 'Failed' : 'Succeeded'}{' '}
      <span className="font-medium text-ink">
        <NumberLink inTable href={attemptsHref(to, { outcome }, counted)} opens={opensWords(count, 'attempt')}>
          {formatCount(count)}
        </NumberLink>
      </span>
      {before === null ? null : <Delta change={relativeChange(count, before)} />}
    </p>
  );
  return (
    <PanelCell title="Logins" end={`attempts ${stepWords}`}>
      {part('failure', totals?.loginFailures ?? null, previous?.totals.loginFailures ?? null)}
      <BarSeriesChart
        {...frame}
        title={`Failed logins ${stepWords}`}
        stepFilter={CALLS_OF_OUTCOME.failure}
        summary={`${formatCount(totals?.loginFailures ?? null)} failed logins.`}
        unit={COUNT}
        height={92}
        hideTimes
        hot={hotSteps(view)}
        series={[{ key: 'failed', label: 'Failed', values: valuesOf(view, (point) => point.loginFailures) }]}
      />
      {part('success', totals?.loginSuccesses ?? null, previous?.totals.loginSuccesses ?? null)}
      <BarSeriesChart
        {...frame}
        title={`Succeeded logins ${stepWords}`}
        stepFilter={CALLS_OF_OUTCOME.success}
        summary={`${formatCount(totals?.loginSuccesses ?? null)} succeeded logins.`}
        unit={COUNT}
        height={92}
        series={[{ key: 'succeeded', label: 'Succeeded', values: valuesOf(view, (point) => point.loginSuccesses) }]}
      />
    </PanelCell>
  );
}

/** Steps of an attack whose incident is open carry its colour. */
function hotSteps({ frame }: OverviewView): boolean[] {
  return stepsInside({ ...frame, windows: (frame.windows ?? []).filter(({ state }) => state === 'attack') });
}

const LIMITED = { status: '429' };

function RateLimited({ view, consumers = [] }: SecurityProps) {
  const { answer, frame, stepWords } = view;
  const callsHref = useCallsHref(answer);
  const count = answer?.totals.rateLimited ?? null;
  const before = answer?.previous?.totals.rateLimited ?? null;
  const limited = consumers.filter((consumer) => consumer.rateLimited > 0);
  return (
    <PanelCell title="Rate limited" end={`429 answers ${stepWords}`}>
      <Headline
        value={
          <NumberLink inTable href={callsHref({ status: '429' })} opens={opensWords(count, 'call')}>
            {formatCount(count)}
          </NumberLink>
        }
        words="calls answered 429"
        delta={before === null ? null : <Delta change={relativeChange(count, before)} />}
      />
      <BarSeriesChart
        {...frame}
        title={`429 answers ${stepWords}`}
        stepFilter={LIMITED}
        summary={`${formatCount(count)} calls were answered 429.`}
        unit={COUNT}
        height={150}
        series={[{ key: 'limited', label: '429', values: valuesOf(view, (point) => point.rateLimited) }]}
      />
      <LimitedConsumers consumers={limited} />
    </PanelCell>
  );
}

function LimitedConsumers({ consumers }: { consumers: readonly OverviewConsumer[] }) {
  const top = consumers.toSorted((a, b) => b.rateLimited - a.rateLimited).slice(0, 3);
  if (top.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-4 text-12">
      {top.map(({ name, rateLimited }) => (
        <span key={name}>
          {name} <span className="font-medium">{formatCount(rateLimited)}</span>
        </span>
      ))}
    </p>
  );
}
