'use client';

import type { ReactNode } from 'react';
import type { ConsumerDetail } from '../../lib/shared';
import {
  exactValue,
  countOf,
  formatBytes,
  formatCount,
  formatLatency,
  formatRatio,
  pointChange,
  relativeChange,
} from '../../lib/shared';
import { useCallsHref } from '../range/use-calls-href';
import { Delta } from '../ui/data/delta';
import { NumberLink } from '../ui/data/number-link';
import { type Figure, Figures } from '../ui/layout/figures';
import { Panel } from '../ui/layout/panel';

/** What one consumer did in the range; each count opens its calls. */
export function ConsumerFigures({ consumer }: { consumer: ConsumerDetail }) {
  const callsHref = useCallsHref(consumer);
  const { name, totals } = consumer;
  const link = (count: number, { status, said = formatCount(count) }: { status?: string; said?: string } = {}) => (
    <NumberLink
      inTable
      href={callsHref({ consumer: exactValue('consumer', name), status })}
      opens={`Open ${countOf(count, 'call')}${status ? ` answered ${status}` : ''}`}
    >
      {said}
    </NumberLink>
  );
  const all = (said: string): ReactNode => (totals.calls === 0 ? said : link(totals.calls, { said }));
  const failed = (
    <NumberLink
      inTable
      href={callsHref({ consumer: exactValue('consumer', name), status: '>=400' })}
      opens="Open the calls that failed"
    >
      {formatRatio(totals.errorRatio, 2)}
    </NumberLink>
  );
  return (
    <Panel label="Figures" flush>
      <Figures
        label="Figures of the range"
        figures={figuresOf(consumer, { all, limited: link(totals.rateLimited, { status: '429' }), failed })}
      />
    </Panel>
  );
}

/** `all` opens every call of the consumer. */
type Links = { all: (said: string) => ReactNode; limited: ReactNode; failed: ReactNode };

function figuresOf({ totals, previous }: ConsumerDetail, links: Links): Figure[] {
  const before = previous?.totals;
  const note = (delta: ReactNode, was: string) =>
    before && {
      note: (
        <>
          {delta}, was {was}
        </>
      ),
    };
  const perCall = (bytes: number) =>
    totals.calls === 0 ? null : { note: `${formatBytes(bytes / totals.calls)} per call` };
  return [
    {
      label: 'Calls',
      value: links.all(formatCount(totals.calls)),
      ...note(
        <Delta change={relativeChange(totals.calls, before?.calls ?? null)} />,
        formatCount(before?.calls ?? null),
      ),
    },
    {
      label: 'Error ratio',
      value: links.failed,
      ...note(
        <Delta change={pointChange(totals.errorRatio, before?.errorRatio ?? null)} />,
        formatRatio(before?.errorRatio ?? null, 2),
      ),
    },
    {
      label: 'Answered 429',
      value: links.limited,
      ...note(
        <Delta change={relativeChange(totals.rateLimited, before?.rateLimited ?? null)} />,
        formatCount(before?.rateLimited ?? null),
      ),
    },
    {
      label: 'Mean latency',
      value: links.all(formatLatency(totals.meanMs)),
      ...note(
        <Delta change={relativeChange(totals.meanMs, before?.meanMs ?? null)} />,
        formatLatency(before?.meanMs ?? null),
      ),
    },
    { label: 'Received', value: links.all(formatBytes(totals.bytesIn)), ...perCall(totals.bytesIn) },
    { label: 'Returned', value: links.all(formatBytes(totals.bytesOut)), ...perCall(totals.bytesOut) },
  ];
}
