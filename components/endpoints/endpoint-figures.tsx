'use client';

import type { ReactNode } from 'react';
import type { EndpointDetail, Totals } from '../../lib/shared';
import {
  countOf,
  formatApdex,
  formatBytes,
  formatCount,
  formatLatency,
  formatRate,
  formatRatio,
  pointChange,
  relativeChange,
} from '../../lib/shared';
import { SlowerLink } from '../calls/count-columns';
import { LEAST_CALLS } from '../calls/slower';
import { APDEX_MEANS } from '../project/apdex-means';
import { useProject } from '../project/project-provider';
import { useWatch } from '../range/use-watch';
import { watchedMs } from '../range/watched';
import { Delta } from '../ui/data/delta';
import { NumberLink } from '../ui/data/number-link';
import { type Figure, Figures } from '../ui/layout/figures';
import { useHrefs } from './use-hrefs';

const PERCENTILES = [
  ['p50', ({ p50Ms }: Totals) => p50Ms],
  ['p95', ({ p95Ms }: Totals) => p95Ms],
  ['p99', ({ p99Ms }: Totals) => p99Ms],
] as const;

interface Opened {
  status?: string | null;
  /** A second line in the tooltip. */
  detail?: string;
}

/** The eight figures of an endpoint; each opens the calls it is made of. */
export function EndpointFigures({ answer, now }: { answer: EndpointDetail; now: number }) {
  const { callsHref } = useHrefs(answer);
  const { project } = useProject();
  const { totals, endpoint } = answer;
  const before = answer.previous?.totals ?? null;
  const minutes = watchedMs(answer.points, answer.stepSeconds * 1_000, { ...useWatch(), nowMs: now }) / 60_000;
  const opening = (value: string, calls: number, { status = null, ...detail }: Opened = {}) =>
    calls === 0 ? (
      value
    ) : (
      <NumberLink href={callsHref(endpoint.id, { status })} opens={`Open ${countOf(calls, 'call')}`} {...detail}>
        {value}
      </NumberLink>
    );
  const changed = (read: (of: Totals) => number | null, say: (value: number | null) => string): ReactNode =>
    before === null ? null : <Was now={read(totals)} before={read(before)} say={say} />;
  const figures: Figure[] = [
    {
      label: 'Calls',
      value: opening(formatCount(totals.calls), totals.calls),
      note:
        changed(({ calls }) => calls, formatCount) ??
        (minutes > 0 ? `${formatRate(totals.calls / minutes)} per min` : null),
    },
    {
      label: 'Error ratio',
      value: opening(formatRatio(totals.errorRatio), totals.errors, { status: '>=400' }),
      note: <Errors totals={totals} before={before} open={opening} />,
    },
    ...PERCENTILES.map(([label, read]) => {
      const isOfFew = totals.calls < LEAST_CALLS[label];
      return {
        label,
        value: <Slower answer={answer} ms={read(totals)} isOfFew={isOfFew} />,
        // a change of so few says nothing
        note: isOfFew ? `about the slowest of ${countOf(totals.calls, 'call')}` : changed(read, formatLatency),
      };
    }),
    {
      label: 'Apdex',
      value: opening(formatApdex(totals.apdex), totals.calls, { detail: APDEX_MEANS }),
      note: changed(({ apdex }) => apdex, formatApdex) ?? `at ${formatLatency(project.apdexMs)}`,
    },
    {
      label: 'Returned',
      value: opening(formatBytes(totals.bytesOut), totals.calls),
      note: totals.calls === 0 ? null : `${formatBytes(totals.bytesOut / totals.calls)} per call`,
    },
    {
      label: 'Rate limited',
      value: opening(formatCount(totals.rateLimited), totals.rateLimited, { status: '429' }),
      note: changed(({ rateLimited }) => rateLimited, formatCount) ?? 'answered 429',
    },
  ];
  return <Figures label="Figures of the endpoint" figures={figures} />;
}

type SlowerProps = { answer: EndpointDetail; ms: number | null; isOfFew: boolean };

/** A percentile opens the calls that took longer. */
function Slower({ answer, ...percentile }: SlowerProps) {
  const { callsHref } = useHrefs(answer);
  return <SlowerLink {...percentile} inTable={false} hrefOf={(filter) => callsHref(answer.endpoint.id, filter)} />;
}

type WasProps = { now: number | null; before: number | null; say: (value: number | null) => string };

/** A change with what it is measured against: "+41 %, was 296 ms"; "new" where there was nothing before. */
function Was({ now, before, say }: WasProps) {
  if (before === null || before === 0) return now === before ? 'as before' : <Delta change={null} />;
  return (
    <>
      <Delta change={relativeChange(now, before)} />, was {say(before)}
    </>
  );
}

type ErrorsProps = {
  totals: Totals;
  before: Totals | null;
  open: (value: string, calls: number, opened: Opened) => ReactNode;
};

function Errors({ totals, before, open }: ErrorsProps) {
  return (
    <>
      {before === null || before.errorRatio === null ? null : (
        <>
          <Delta change={pointChange(totals.errorRatio, before.errorRatio)} />,{' '}
        </>
      )}
      {open(`${formatCount(totals.s4xx)} 4xx`, totals.s4xx, { status: '4xx' })},{' '}
      {open(`${formatCount(totals.s5xx)} 5xx`, totals.s5xx, { status: '5xx' })}
    </>
  );
}
