import type { IncidentItem } from '../../lib/shared';
import { formatCount, formatMoment } from '../../lib/shared';
import type { Column } from '../ui/table/column';
import { IncidentStateLabel } from './incident-state';
import { SeverityWord } from './severity-word';

/** Columns of the list of incidents; times without a day are those of `now`'s. */
export const columnsAt = (now: number): readonly Column<IncidentItem>[] => [
  {
    id: 'title',
    head: 'What happened',
    grow: true,
    phone: 'title',
    cell: (incident) => (
      <>
        <span className="mr-2 text-ink-3">#{incident.id}</span>
        {incident.title}
      </>
    ),
  },
  { id: 'state', head: 'State', phone: 'detail', cell: (incident) => <IncidentStateLabel incident={incident} /> },
  { id: 'severity', head: 'Severity', phone: 'value', cell: ({ severity }) => <SeverityWord severity={severity} /> },
  { id: 'calls', head: 'Calls', numeric: true, hideBelow: 'lg', cell: ({ callCount }) => formatCount(callCount) },
  {
    id: 'callers',
    head: 'Callers',
    numeric: true,
    hideBelow: 'xl',
    cell: ({ entities }) => formatCount(entities.callers.length),
  },
  {
    id: 'opened',
    head: 'Opened, UTC',
    phone: 'note',
    sortBy: ({ openedAt }) => openedAt,
    cell: ({ openedAt }) => formatMoment(openedAt, now),
  },
  {
    id: 'updated',
    head: 'Last evidence, UTC',
    hideBelow: 'lg',
    sortBy: ({ updatedAt }) => updatedAt,
    cell: ({ updatedAt }) => formatMoment(updatedAt, now),
  },
];
