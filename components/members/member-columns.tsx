import { formatDate, formatMoment, type MemberItem } from '../../lib/shared';
import { Button } from '../ui/control/button';
import { StateLabel } from '../ui/state/state-label';
import type { Column } from '../ui/table/column';

type ColumnsInput = {
  now: number;
  /** Whoever manages members also sees who lacks a second factor and who was here when. */
  manages: boolean;
  onOpen: (member: MemberItem) => void;
};

const managed = (now: number): readonly Column<MemberItem>[] => [
  {
    id: 'two-factor',
    head: 'Two-factor',
    cell: ({ twoFactor }) =>
      twoFactor ? (
        <StateLabel state="healthy" muted>
          On
        </StateLabel>
      ) : (
        <StateLabel state="silenced">Off</StateLabel>
      ),
  },
  {
    id: 'active',
    head: 'Last here, UTC',
    hideBelow: 'lg',
    sortBy: ({ lastActiveAt }) => lastActiveAt,
    cell: ({ lastActiveAt }) => (lastActiveAt ? formatMoment(lastActiveAt, now, 'minute') : 'not signed in'),
  },
];

/** Who is in the organization, as what. */
export const memberColumns = ({ now, manages, onOpen }: ColumnsInput): readonly Column<MemberItem>[] => [
  {
    id: 'name',
    head: 'Name',
    phone: 'title',
    sortBy: ({ name }) => name,
    cell: ({ name, self }) => (
      <>
        {name}
        {self ? <span className="ml-1.5 text-12 text-ink-3">you</span> : null}
      </>
    ),
  },
  { id: 'email', head: 'Email', grow: true, phone: 'detail', sortBy: ({ email }) => email, cell: ({ email }) => email },
  { id: 'role', head: 'Role', phone: 'note', sortBy: ({ role }) => role, cell: ({ role }) => role },
  ...(manages ? managed(now) : []),
  {
    id: 'joined',
    head: 'Joined',
    hideBelow: 'xl',
    sortBy: ({ joinedAt }) => joinedAt,
    cell: ({ joinedAt }) => formatDate(joinedAt),
  },
  {
    id: 'change',
    head: <span className="sr-only">Change</span>,
    phone: 'aside',
    cell: (member) =>
      manages || member.self ? (
        <Button size="sm" kind="quiet" onClick={() => onOpen(member)}>
          {manages ? 'Change…' : 'Leave…'}
          <span className="sr-only"> {member.name}</span>
        </Button>
      ) : null,
  },
];
