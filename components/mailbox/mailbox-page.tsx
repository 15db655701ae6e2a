'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { mailboxQuery, useNow } from '../../lib/client';
import type { MailboxItem } from '../../lib/shared';
import { countOf, formatMoment } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { ButtonLink } from '../ui/control/button-link';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import type { Column } from '../ui/table/column';
import { loadOlder } from '../ui/table/load-older';
import { Table } from '../ui/table/table';
import { MailPane } from './mail-pane';

const columnsAt = (now: number): readonly Column<MailboxItem>[] => [
  { id: 'subject', head: 'Subject', grow: true, phone: 'sentence', cell: ({ subject }) => subject },
  { id: 'to', head: 'To', quiet: true, hideBelow: 'xl', phone: 'note', cell: ({ to }) => to },
  { id: 'at', head: 'Time, UTC', phone: 'detail', cell: ({ at }) => formatMoment(at, now, 'minute') },
];

/** Mail that stayed on this server; for those who run it. */
export function MailboxPage() {
  const { instanceAdmin } = useProject();
  return (
    <>
      <PageTitle note="mail that stayed on this server">Mailbox</PageTitle>
      {instanceAdmin ? (
        <Mailbox />
      ) : (
        <Panel label="Mailbox" flush>
          <EmptyState title="Only administrators of this instance see its mailbox.">
            It holds the mail of all its projects. What was sent for this one is listed under Channels.
          </EmptyState>
        </Panel>
      )}
    </>
  );
}

function Mailbox() {
  const { project } = useProject();
  const now = useNow(30_000);
  const [asked, setAsked] = useState(false);
  const [openId, setOpenId] = useQueryState('mail', parseAsString);
  const result = useInfiniteQuery(mailboxQuery(project.id));
  const messages = result.data?.pages.flatMap((page) => page.messages) ?? [];
  const open = messages.find(({ id }) => id === openId) ?? messages[0] ?? null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <Panel label="Messages" flush>
        <AsyncView
          result={result}
          loading={<SkeletonRows rows={8} />}
          failing={(error, retry) => <ReadError title="The mailbox could not be read." onRetry={retry} error={error} />}
          isEmpty={() => messages.length === 0}
          empty={<NoMail />}
        >
          {() => (
            <Table
              label="Messages, newest first"
              primary
              columns={columnsAt(now)}
              rows={messages}
              rowKey={({ id }) => id}
              onOpen={({ id }) => {
                setAsked(true);
                // one step back closes it, however many were read
                void setOpenId(id, { history: openId === null ? 'push' : 'replace' });
              }}
              selectedKey={open?.id ?? null}
              foot={countOf(messages.length, 'message')}
              footEnd={loadOlder(result)}
            />
          )}
        </AsyncView>
      </Panel>
      {open ? <MailPane key={open.id} mail={open} reveal={asked && openId !== null} /> : null}
    </div>
  );
}

function NoMail() {
  const to = usePlace();
  return (
    <EmptyState
      title="No mail stayed here yet."
      actions={<ButtonLink href={to('/channels')}>Test a channel</ButtonLink>}
    >
      While no mail server is set (SMTP_URL), what would be sent is kept here.
    </EmptyState>
  );
}
