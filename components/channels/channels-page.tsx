'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { channelsQuery } from '../../lib/client';
import type { ChannelsAnswer } from '../../lib/shared';
import { countOf } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { useMay } from '../project/use-may';
import { Button } from '../ui/control/button';
import { TextLink } from '../ui/data/text-link';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { Banner } from '../ui/state/banner';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { AddChannel } from './add-channel';
import { ChannelRow } from './channel-row';
import { DeliveriesPanel } from './deliveries-panel';

/** Where news goes, and what became of it. */
export function ChannelsPage() {
  const { project } = useProject();
  const mayCreate = useMay('channel:create');
  const [adding, setAdding] = useState(false);
  const result = useQuery(channelsQuery(project.id));
  const add =
    mayCreate && !adding ? (
      <Button size="tall" onClick={() => setAdding(true)}>
        Add a channel
      </Button>
    ) : null;
  return (
    <>
      <PageTitle note={result.data ? countOf(result.data.channels.length, 'channel') : null} end={add}>
        Channels
      </PageTitle>
      {result.data?.mailbox ? <MailboxNotice /> : null}
      {adding ? <AddChannel onClose={() => setAdding(false)} /> : null}
      <Panel label="Channels" flush>
        <AsyncView
          result={result}
          loading={<SkeletonRows rows={3} rowHeight={57} />}
          failing={(error, retry) => (
            <ReadError title="The channels could not be read." onRetry={retry} error={error} />
          )}
          isEmpty={({ channels }) => channels.length === 0}
          empty={
            <EmptyState title="Nobody is told yet." actions={add}>
              Incidents open, but no mail or webhook is set.
            </EmptyState>
          }
        >
          {(answer) => <ChannelList answer={answer} />}
        </AsyncView>
      </Panel>
      <DeliveriesPanel />
    </>
  );
}

function ChannelList({ answer }: { answer: ChannelsAnswer }) {
  return (
    <ul>
      {answer.channels.map((channel) => (
        <ChannelRow key={channel.id} channel={channel} />
      ))}
    </ul>
  );
}

function MailboxNotice() {
  const { instanceAdmin } = useProject();
  const to = usePlace();
  return (
    <Banner
      state="degraded"
      title="Mail stays on this server"
      action={instanceAdmin ? <TextLink href={to('/mailbox')}>Open mailbox</TextLink> : null}
    >
      No mail server is set: what is sent to an address is kept in the mailbox. Start with{' '}
      <code className="font-mono text-12">SMTP_URL</code> to send it.
    </Banner>
  );
}
