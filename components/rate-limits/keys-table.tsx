'use client';

import type { HeadroomKey, RateKey } from '../../lib/shared';
import { countOf, formatCount, formatDuration, formatMoment, formatRatio, NO_VALUE } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { NumberLink } from '../ui/data/number-link';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';
import { aroundPeak, keyCallsHref, keyHref, type KeyPlace } from './key-hrefs';
import { keyText, peakOf, windowWords } from './rate-words';
import { ShareBar } from './share-bar';

const TALL_FROM_ROWS = 20;

type KeysTableProps = {
  label: string;
  keys: readonly HeadroomKey[];
  policy: KeyPlace['policy'] & { limit: number; environment: string | null };
  /** Where that is not the page's range. */
  during?: { from: string; to: string };
  foot: string | null;
  now: number;
  primary?: boolean;
};

/** Who came closest to a limit or went over it, the busiest first. */
export function KeysTable({ label, keys, policy, during, foot, now, primary = false }: KeysTableProps) {
  const to = usePlace();
  const { environments } = useProject().project;
  const byEnvironment = policy.environment === null && environments.filter(({ archive }) => !archive).length > 1;
  const placeOf = ({ key, environment }: HeadroomKey): KeyPlace => ({ policy, key, environment, during });
  const columns = [
    ...keyColumns(policy.key, byEnvironment),
    ...peakColumns({ limit: policy.limit, windowSeconds: policy.windowSeconds }),
    ...countColumns({
      now,
      callsHref: (row) => keyCallsHref(to, placeOf(row)),
      peakHref: (row) => keyCallsHref(to, { ...placeOf(row), during: aroundPeak(row.peakAt, policy.windowSeconds) }),
    }),
  ];
  return (
    <Table
      label={label}
      primary={primary}
      compact
      columns={columns}
      rows={keys}
      rowKey={({ key, environment }) => `${environment} ${key}`}
      rowHref={(row) => keyHref(to, placeOf(row))}
      foot={foot}
      keyHints={[['c', 'calls']]}
      {...(keys.length > TALL_FROM_ROWS && { maxHeight: 592 })}
    />
  );
}

type Columns = readonly Column<HeadroomKey>[];

const HEADS: Record<RateKey, string> = { caller: 'Caller', consumer: 'Consumer', account: 'Account' };

function keyColumns(kind: RateKey, byEnvironment: boolean): Columns {
  const key: Column<HeadroomKey> = {
    id: 'key',
    head: HEADS[kind],
    grow: true,
    phone: 'title',
    sortBy: (row) => row.key,
    cell: (row) => (
      <span className={kind === 'consumer' ? undefined : 'font-mono text-12'} title={row.key}>
        {keyText(kind, row.key)}
      </span>
    ),
  };
  const environment: Column<HeadroomKey> = {
    id: 'environment',
    head: 'Environment',
    quiet: true,
    hideBelow: 'lg',
    cell: (row) => row.environment,
  };
  return byEnvironment ? [key, environment] : [key];
}

const peakColumns = ({ limit, windowSeconds }: { limit: number; windowSeconds: number }): Columns => [
  {
    id: 'bar',
    head: <span className="sr-only">Peak against the limit, as a bar</span>,
    phone: 'detail',
    cell: ({ share }) => (
      <span className="block w-40 lg:w-56">
        <ShareBar share={share} />
      </span>
    ),
  },
  {
    id: 'peak',
    head: `Most in ${windowWords(windowSeconds)}`,
    numeric: true,
    phone: 'value',
    sortBy: ({ peak }) => peak,
    cell: ({ peak }) => peakOf(peak, limit),
  },
  {
    id: 'share',
    head: 'Of the limit',
    numeric: true,
    phone: 'unit',
    sortBy: ({ share }) => share,
    cell: ({ share }) => (
      <span className={share > 1 ? 'font-medium text-attack' : undefined}>{formatRatio(share, 0)}</span>
    ),
  },
  {
    id: 'over',
    head: 'Over it for',
    numeric: true,
    hideBelow: 'lg',
    sortBy: ({ secondsOver }) => secondsOver,
    cell: ({ secondsOver }) => (secondsOver === 0 ? NO_VALUE : formatDuration(secondsOver * 1_000)),
  },
];

interface CountsInput {
  now: number;
  callsHref: (row: HeadroomKey) => string;
  peakHref: (row: HeadroomKey) => string;
}

const countColumns = ({ now, callsHref, peakHref }: CountsInput): Columns => [
  {
    id: 'calls',
    head: 'Calls',
    numeric: true,
    sortBy: ({ calls }) => calls,
    cell: (row) => (
      <NumberLink inTable href={callsHref(row)} opens={`Open ${countOf(row.calls, 'call')}`}>
        {formatCount(row.calls)}
      </NumberLink>
    ),
  },
  {
    id: 'at',
    head: 'Peak in the hour from, UTC',
    numeric: true,
    quiet: true,
    hideBelow: 'lg',
    sortBy: ({ peakAt }) => peakAt,
    cell: (row) => (
      <NumberLink inTable href={peakHref(row)} opens="Open the calls of that hour">
        {formatMoment(row.peakAt, now, 'minute')}
      </NumberLink>
    ),
  },
];
