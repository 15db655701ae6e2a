'use client';

import type { IncidentDetail, IncidentRate } from '../../lib/shared';
import { formatCount, formatDuration, formatMoment, shownPath } from '../../lib/shared';
import { usePlace } from '../project/use-place';
import { TextLink } from '../ui/data/text-link';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';
import { hrefOfPart } from './calls-part';
import { rateKeyText, ratePeak } from './rates';

const TALL_FROM_ROWS = 12;
const WORDS = { caller: 'Caller', consumer: 'Consumer', account: 'Account' };

/** Who was over which rate and when, in order of time; each opens its calls among those of the incident. */
export function IncidentRates({ incident, now }: { incident: IncidentDetail; now: number }) {
  const to = usePlace();
  const { id, rates } = incident;
  return (
    <Table
      label="Over a rate"
      compact
      columns={columnsOf(now, (policyId) => to(`/rate-limits/${policyId}`))}
      rows={rates}
      rowKey={({ policyId, kind, key, from }) => `${policyId} ${kind} ${key} ${from}`}
      rowHref={({ from, to: end }) => hrefOfPart(to, id, { outcome: null, from, to: end })}
      {...(rates.length > TALL_FROM_ROWS && { maxHeight: 420 })}
    />
  );
}

const columnsOf = (now: number, policyHref: (policyId: string) => string): readonly Column<IncidentRate>[] => [
  {
    id: 'key',
    head: 'Who',
    phone: 'title',
    cell: (rate) => (
      <>
        <span className="text-ink-3">{WORDS[rate.kind]}</span>{' '}
        <span className={rate.kind === 'consumer' ? undefined : 'font-mono text-12'} title={rate.key}>
          {rateKeyText(rate)}
        </span>
      </>
    ),
  },
  {
    id: 'policy',
    head: 'What was exceeded',
    grow: true,
    phone: 'detail',
    cell: ({ policyId, policy }) =>
      policyId === null ? (
        'Answers 429, whatever the policies say'
      ) : (
        <span className="relative z-1">
          <TextLink href={policyHref(policyId)}>{policy}</TextLink>
        </span>
      ),
  },
  { id: 'endpoint', head: 'Endpoint', hideBelow: 'xl', cell: ({ endpoint }) => <Endpoint name={endpoint} /> },
  { id: 'peak', head: 'At most', numeric: true, phone: 'value', cell: ratePeak },
  {
    id: 'calls',
    head: 'Calls',
    numeric: true,
    sortBy: ({ calls }) => calls,
    cell: ({ calls }) => formatCount(calls),
  },
  { id: 'from', head: 'From, UTC', sortBy: ({ from }) => from, cell: ({ from }) => formatMoment(from, now) },
  {
    id: 'span',
    head: 'For',
    numeric: true,
    phone: 'unit',
    cell: ({ from, to }) => formatDuration(Date.parse(to) - Date.parse(from)),
  },
];

function Endpoint({ name }: { name: string | null }) {
  return name === null ? (
    <span className="text-ink-3">all</span>
  ) : (
    <span className="font-mono text-12">{shownPath(name)}</span>
  );
}
