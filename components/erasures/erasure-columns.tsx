import type { ErasureItem } from '../../lib/shared';
import { countOf, formatMoment } from '../../lib/shared';
import { StateLabel } from '../ui/state/state-label';
import type { Column } from '../ui/table/column';

const rowsOf = ({ rows }: ErasureItem): number => Object.values(rows).reduce((sum, count) => sum + count, 0);

/** How far it is, in steps: how many rows there will be nobody knows before. */
function State({ item, now }: { item: ErasureItem; now: number }) {
  const { state, progress, nextAt } = item;
  if (state === 'done') return <StateLabel state="healthy">Done</StateLabel>;
  if (state === 'queued') return <StateLabel state="waiting">Queued</StateLabel>;
  const waits =
    nextAt !== null && Date.parse(nextAt) > now ? `, goes on ${formatMoment(nextAt, now, 'second')} UTC` : '';
  if (state === 'failed') return <StateLabel state="failed">{`A step failed${waits}`}</StateLabel>;
  return <StateLabel state="waiting">{`Step ${progress.step + 1} of ${progress.steps}${waits}`}</StateLabel>;
}

const whatOf = ({ kind, subjectHash, project }: ErasureItem) => {
  if (kind === 'project') return `Project ${project.name}`;
  return (
    <>
      {kind === 'account' ? 'Account' : 'Consumer'}{' '}
      <code className="font-mono text-12">{subjectHash.slice(0, 8)}…</code>
    </>
  );
};

type Input = { now: number; withProject: boolean };

export const erasureColumns = ({ now, withProject }: Input): readonly Column<ErasureItem>[] => [
  { id: 'what', head: 'Erased', grow: true, phone: 'title', cell: whatOf },
  ...(withProject
    ? [{ id: 'project', head: 'Project', hideBelow: 'lg', cell: ({ project }: ErasureItem) => project.name } as const]
    : []),
  { id: 'state', head: 'State', phone: 'note', cell: (item) => <State item={item} now={now} /> },
  { id: 'rows', head: 'Rows', phone: 'detail', cell: (item) => countOf(rowsOf(item), 'row') },
  {
    id: 'asked',
    head: 'Asked for, UTC',
    cell: ({ requestedAt, requestedBy }) =>
      `${formatMoment(requestedAt, now, 'minute')}${requestedBy.name ? ` by ${requestedBy.name}` : ` by a ${requestedBy.kind}`}`,
  },
  {
    id: 'receipt',
    head: <span className="sr-only">Receipt</span>,
    phone: 'aside',
    cell: ({ id, organizationId, state }) =>
      state === 'done' ? (
        <a
          href={`/api/v1/organizations/${organizationId}/erasures/${id}`}
          download
          className="ring-focus rounded-1 font-medium text-accent underline-offset-2 hover:underline"
        >
          Receipt<span className="sr-only"> as a file</span>
        </a>
      ) : null,
  },
];
