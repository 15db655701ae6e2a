import type { ReactNode } from 'react';
import { countOf, formatCount, formatLatency, formatRatio } from '../../lib/shared';
import { NumberLink } from '../ui/data/number-link';
import type { Column } from '../ui/table/column';
import { slowerFilter } from './slower';

/** How many calls, with a link to just these. */
export function callsColumn<Row extends { calls: number }>(href: (row: Row) => string): Column<Row> {
  return {
    id: 'calls',
    head: 'Calls',
    numeric: true,
    phone: 'value',
    sortBy: ({ calls }) => calls,
    cell: (row) => (
      <NumberLink inTable href={href(row)} opens={`Open ${countOf(row.calls, 'call')}`}>
        {formatCount(row.calls)}
      </NumberLink>
    ),
  };
}

/** Share of calls answered 4xx or 5xx. */
export function errorRatioColumn<Row extends { errorRatio: number | null }>(href: (row: Row) => string): Column<Row> {
  return {
    id: 'errors',
    head: 'Error ratio',
    numeric: true,
    phone: 'unit',
    sortBy: ({ errorRatio }) => errorRatio,
    cell: (row) => <FailedRatio href={href(row)} ratio={row.errorRatio} />,
  };
}

/** An error ratio in a table, which opens the calls answered 4xx or 5xx. */
export const FailedLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <NumberLink inTable href={href} opens="Open the calls that failed">
    {children}
  </NumberLink>
);

/** The same that says its own name on a phone, which has no heads. */
export const FailedRatio = ({ href, ratio }: { href: string; ratio: number | null }) => (
  <FailedLink href={href}>
    {formatRatio(ratio)}
    <span className="md:hidden"> errors</span>
  </FailedLink>
);

type SlowerLinkProps = {
  ms: number | null;
  /** There are fewer calls than the percentile takes. */
  isOfFew: boolean;
  hrefOf: (filter: { durationMs: string }) => string;
  inTable?: boolean;
};

/** A percentile, in a table unless told, which opens the calls that took as long or longer. */
export function SlowerLink({ ms, isOfFew, hrefOf, inTable = true }: SlowerLinkProps) {
  if (ms === null) return formatLatency(ms);
  return (
    <NumberLink
      inTable={inTable}
      href={hrefOf(slowerFilter(ms))}
      opens={isOfFew ? 'Open the slowest of few calls' : `Open the calls of about ${formatLatency(ms)} or more`}
      detail="Percentiles are estimated between steps of 9 %."
    >
      {formatLatency(ms)}
    </NumberLink>
  );
}
