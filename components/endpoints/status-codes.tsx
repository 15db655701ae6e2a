'use client';

import type { EndpointBreakdown } from '../../lib/shared';
import { shareColumns } from '../calls/share-columns';
import { StatusCode } from '../calls/status-code';
import { lookedAt } from '../range/counted-over';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';
import { useHrefs } from './use-hrefs';

type StatusRow = EndpointBreakdown['statuses'][number];

const TALL_FROM_ROWS = 8;

/** Exact codes, the most frequent first, each with its bar; a code opens its calls. */
export function StatusCodes({ endpointId, answer }: { endpointId: number; answer: EndpointBreakdown }) {
  const { callsHref } = useHrefs(lookedAt(answer));
  const most = answer.statuses[0]?.calls ?? 1;
  const href = (status: number) => callsHref(endpointId, { status: String(status) });
  const columns: readonly Column<StatusRow>[] = [
    { id: 'status', head: 'Code', phone: 'title', cell: ({ status }) => <StatusCode status={status} /> },
    {
      id: 'bar',
      head: <span className="sr-only">Share as a bar</span>,
      width: '40%',
      phone: 'note',
      cell: ({ status, calls }) => <ShareBar share={calls / most} status={status} />,
    },
    ...shareColumns<StatusRow>({ all: answer.calls, href: ({ status }) => href(status), decimals: 2 }),
  ];
  return (
    <Table
      label="Status codes"
      compact
      columns={columns}
      rows={answer.statuses}
      rowKey={({ status }) => status}
      {...(answer.statuses.length > TALL_FROM_ROWS && { maxHeight: 256 })}
    />
  );
}

/** At least 2 px, so that the rarest code is seen. Decorative: the numbers stand beside it. */
function ShareBar({ share, status }: { share: number; status: number }) {
  const fill = status >= 500 ? 'bg-attack-mark' : status >= 400 ? 'bg-series-2' : 'bg-series-1';
  return (
    <span aria-hidden="true" className="block w-full min-w-16">
      <span className={`block h-2 min-w-0.5 ${fill}`} style={{ width: `${share * 100}%` }} />
    </span>
  );
}
