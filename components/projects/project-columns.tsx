import { countOf, formatCount, formatRatio, type ProjectOverviewItem } from '../../lib/shared';
import { Sparkline } from '../charts/spark/sparkline';
import { projectHref } from '../project/project-href';
import { NumberLink } from '../ui/data/number-link';
import { StateLabel } from '../ui/state/state-label';
import type { Column } from '../ui/table/column';

const LAST_DAY = '?range=24h';

/** The projects of one organization: what is open there, and what came within the last 24 h. */
export const PROJECT_COLUMNS: readonly Column<ProjectOverviewItem>[] = [
  { id: 'name', head: 'Project', grow: true, phone: 'title', sortBy: ({ name }) => name, cell: ({ name }) => name },
  {
    id: 'incidents',
    head: 'Open incidents',
    phone: 'detail',
    sortBy: ({ openIncidents }) => openIncidents,
    cell: ({ id, openIncidents }) =>
      openIncidents === 0 ? (
        <StateLabel state="healthy" muted>
          None open
        </StateLabel>
      ) : (
        <StateLabel state="attack">
          <NumberLink
            href={`${projectHref(id)}/incidents?state=open`}
            opens={`Open ${countOf(openIncidents, 'incident')}`}
            inTable
          >
            {openIncidents} open
          </NumberLink>
        </StateLabel>
      ),
  },
  {
    id: 'day',
    head: 'Calls an hour, 24 h',
    hideBelow: 'lg',
    cell: ({ lastDay: { callsByHour } }) => <Sparkline values={callsByHour} openFrom={callsByHour.length - 1} />,
  },
  {
    id: 'calls',
    head: 'Calls',
    numeric: true,
    phone: 'value',
    sortBy: ({ lastDay }) => lastDay.calls,
    cell: ({ id, lastDay: { calls } }) => (
      <NumberLink href={`${projectHref(id)}/calls${LAST_DAY}`} opens={`Open ${countOf(calls, 'call')}`} inTable>
        {formatCount(calls)}
        <span className="md:hidden"> calls</span>
      </NumberLink>
    ),
  },
  {
    id: 'errors',
    head: 'Errors',
    numeric: true,
    sortBy: ({ lastDay }) => lastDay.errors,
    cell: ({ lastDay: { errors } }) => formatCount(errors),
  },
  {
    id: 'ratio',
    head: 'Error ratio',
    numeric: true,
    phone: 'unit',
    sortBy: ({ lastDay }) => lastDay.errorRatio,
    cell: ({ lastDay: { errorRatio } }) => (
      <>
        {formatRatio(errorRatio)}
        {errorRatio === null ? null : <span className="md:hidden"> errors</span>}
      </>
    ),
  },
];
