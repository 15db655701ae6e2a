import type { CallItem } from '../../lib/shared';
import {
  endpointName,
  formatAccount,
  formatBytes,
  formatLatency,
  formatMoment,
  isOther,
  NO_VALUE,
  shownPath,
} from '../../lib/shared';
import type { Column } from '../ui/table/column';
import { StatusCode } from './status-code';

const mono = 'font-mono text-12';

/** Columns of every table of calls, newest first; times without a day are those of `now`'s. */
export const callColumnsAt = (now: number): readonly Column<CallItem>[] => [
  {
    id: 'at',
    head: 'Time, UTC',
    cell: (call) => formatMoment(call.finishedAt, now, 'millisecond'),
    phone: 'detail',
  },
  { id: 'method', head: 'Method', cell: (call) => <span className={mono}>{call.method}</span> },
  {
    id: 'route',
    head: 'Endpoint',
    cell: (call) => (
      <span className={isOther(call) ? 'text-ink-2' : mono} title={shownPath(call.path)}>
        <span className="md:hidden">{call.method} </span>
        {isOther(call) ? endpointName(call) : shownPath(call.route)}
      </span>
    ),
    grow: true,
    phone: 'title',
  },
  { id: 'status', head: 'Status', cell: (call) => <StatusCode status={call.status} />, numeric: true, phone: 'value' },
  { id: 'latency', head: 'Latency', cell: (call) => formatLatency(call.durationMs), numeric: true, phone: 'unit' },
  {
    id: 'size',
    head: 'Size',
    cell: (call) => formatBytes(call.responseBytes),
    numeric: true,
    quiet: true,
    hideBelow: 'xl',
  },
  {
    id: 'caller',
    head: 'Caller',
    cell: ({ caller }) => (
      <span className={mono} title={caller ?? undefined}>
        {caller ?? NO_VALUE}
      </span>
    ),
    phone: 'note',
  },
  {
    id: 'consumer',
    head: 'Consumer',
    cell: ({ consumer }) => <span title={consumer ?? undefined}>{consumer ?? 'none'}</span>,
    hideBelow: 'lg',
  },
  {
    id: 'account',
    head: 'Account',
    cell: (call) => (call.accountHash ? <span className={mono}>{formatAccount(call.accountHash)}</span> : NO_VALUE),
    hideBelow: 'xl',
  },
];
