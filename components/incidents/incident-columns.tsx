import type { IncidentItem } from '../../lib/shared';
import { formatCount, formatMoment } from '../../lib/shared';
import type { Column } from '../ui/table/column';
import { attackSpan, goesOn } from './attack-times';
import { IncidentStateLabel } from './incident-state';
import { SeverityWord } from './severity-word';

/** Columns of the list of incidents; times without a day are those of `now`'s. */
export const columnsAt = (now: number): readonly Column<IncidentItem>[] => [
  {
    id: 'title',
    head: 'What happened',
    grow: true,
    phone: 'sentence',
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
    id: 'began',
    head: 'Attack began, UTC',
    sortBy: ({ attack }) => attack.firstEvidenceAt,
    cell: ({ attack }) => formatMoment(attack.firstEvidenceAt, now),
  },
  {
    id: 'ended',
    head: 'Ended, UTC',
    hideBelow: 'lg',
    phone: 'note',
    sortBy: ({ attack }) => attack.lastEvidenceAt,
    cell: (incident) =>
      goesOn(incident, now) ? (
        <span className="font-medium text-attack">still going</span>
      ) : (
        <>
          <span className="md:hidden">ended </span>
          {formatMoment(incident.attack.lastEvidenceAt, now)}
        </>
      ),
  },
  {
    id: 'span',
    head: 'Went on for',
    numeric: true,
    phone: 'unit',
    cell: (incident) => attackSpan(incident, now),
  },
];
