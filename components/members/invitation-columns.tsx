import { formatMoment, type InvitationItem, type Role } from '../../lib/shared';
import { Button } from '../ui/control/button';
import { StateLabel } from '../ui/state/state-label';
import type { Column } from '../ui/table/column';
import { rolesToGive } from './member-rules';

type ColumnsInput = {
  now: number;
  /** Role of whoever looks: an owner's invitation is an owner's affair. */
  by: Role;
  resending: string | undefined;
  revoking: string | undefined;
  onResend: (invitation: InvitationItem) => void;
  onRevoke: (invitation: InvitationItem) => void;
};

/** Who is invited as what, until when, and how to send the link again or end it. */
export const invitationColumns = (input: ColumnsInput): readonly Column<InvitationItem>[] => [
  { id: 'email', head: 'Email', grow: true, phone: 'title', cell: ({ email }) => email },
  { id: 'role', head: 'Role', phone: 'detail', cell: ({ role }) => role },
  {
    id: 'state',
    head: 'State',
    cell: ({ state }) =>
      state === 'expired' ? (
        <StateLabel state="degraded">Expired</StateLabel>
      ) : (
        <StateLabel state="neutral">Waits</StateLabel>
      ),
  },
  { id: 'by', head: 'Invited by', hideBelow: 'lg', quiet: true, cell: ({ invitedBy }) => invitedBy },
  {
    id: 'expires',
    head: 'Until, UTC',
    phone: 'note',
    cell: ({ expiresAt }) => (
      <>
        <span className="md:hidden">until </span>
        {formatMoment(expiresAt, input.now, 'minute')}
      </>
    ),
  },
  {
    id: 'change',
    head: <span className="sr-only">Change</span>,
    phone: 'aside',
    cell: (invitation) =>
      rolesToGive(input.by).includes(invitation.role) ? <Change invitation={invitation} input={input} /> : null,
  },
];

function Change({ invitation, input }: { invitation: InvitationItem; input: ColumnsInput }) {
  const whom = <span className="sr-only"> {invitation.email}</span>;
  return (
    <span className="inline-flex gap-1">
      <Button
        size="sm"
        kind="quiet"
        busy={input.resending === invitation.id && 'Sending…'}
        onClick={() => input.onResend(invitation)}
      >
        Send again{whom}
      </Button>
      <Button
        size="sm"
        kind="quiet"
        busy={input.revoking === invitation.id && 'Revoking…'}
        onClick={() => input.onRevoke(invitation)}
      >
        Revoke{whom}
      </Button>
    </span>
  );
}
