'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { membersQuery, useNow } from '../../lib/client';
import { countOf, type MemberItem } from '../../lib/shared';
import { useMayHere, useOrganization } from '../home/organization-provider';
import { Button } from '../ui/control/button';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { Table } from '../ui/table/table';
import { InvitationsPanel } from './invitations-panel';
import { InviteForm } from './invite-form';
import { MemberBox } from './member-box';
import { memberColumns } from './member-columns';

/** Who is in the organization, who is invited, and as what. */
export function MembersPage() {
  const { id, name } = useOrganization();
  const manages = useMayHere('member:manage');
  const [inviting, setInviting] = useState(false);
  const result = useQuery(membersQuery(id));
  const invite =
    manages && !inviting ? (
      <Button size="tall" onClick={() => setInviting(true)}>
        Invite
      </Button>
    ) : null;
  return (
    <>
      <PageTitle
        note={result.data ? `${countOf(result.data.members.length, 'person', 'people')} in ${name}` : name}
        end={invite}
      >
        Members
      </PageTitle>
      {inviting ? <InviteForm onClose={() => setInviting(false)} /> : null}
      <Panel label="Members" flush>
        <AsyncView
          result={result}
          loading={<SkeletonRows rows={4} />}
          failing={(error, retry) => <ReadError title="The members could not be read." onRetry={retry} error={error} />}
        >
          {({ members }) => <MemberList members={members} />}
        </AsyncView>
      </Panel>
      {manages ? <InvitationsPanel /> : null}
    </>
  );
}

function MemberList({ members }: { members: readonly MemberItem[] }) {
  const manages = useMayHere('member:manage');
  const now = useNow(30_000);
  const [openId, setOpenId] = useState<string | null>(null);
  const open = members.find(({ id }) => id === openId);
  const ownerCount = members.filter(({ role }) => role === 'owner').length;
  return (
    <>
      {open ? <MemberBox key={open.id} member={open} ownerCount={ownerCount} onClose={() => setOpenId(null)} /> : null}
      <Table
        label="Members"
        columns={memberColumns({ now, manages, onOpen: ({ id }) => setOpenId(id) })}
        rows={members}
        rowKey={({ id }) => id}
        selectedKey={openId}
        initialSort={{ columnId: 'name', descending: false }}
      />
    </>
  );
}
