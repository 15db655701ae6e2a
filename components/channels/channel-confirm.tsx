'use client';

import type { ChannelItem } from '../../lib/shared';
import { ConfirmBox } from '../ui/overlay/confirm-box';
import { SecretOnce } from './secret-once';
import type { useChannelChanges } from './use-channel-changes';

/** What stands under a row while a person is at it. */
export type Doing = { kind: 'deleting' } | { kind: 'rotating' } | { kind: 'secret'; secret: string } | null;

type ChannelConfirmProps = {
  channel: ChannelItem;
  changes: ReturnType<typeof useChannelChanges>;
  doing: Doing;
  onDoing: (doing: Doing) => void;
};

/** The confirmation that is open, or the new secret that it made. */
export function ChannelConfirm({ channel, changes: { change, rotate }, doing, onDoing }: ChannelConfirmProps) {
  const cancel = () => onDoing(null);
  if (doing?.kind === 'deleting') {
    return (
      <ConfirmBox
        question={`Delete the channel ${channel.name}?`}
        confirmLabel="Delete 1 channel"
        busyLabel="Deleting…"
        busy={change.isPending}
        onConfirm={() => change.mutate('delete')}
        onCancel={cancel}
      >
        What it still had to send is given up. The list of deliveries keeps what was sent.
      </ConfirmBox>
    );
  }
  if (doing?.kind === 'rotating') {
    return (
      <ConfirmBox
        question={`Make a new secret for ${channel.name}?`}
        confirmLabel="Make 1 secret"
        busyLabel="Making…"
        busy={rotate.underWay}
        onConfirm={() => rotate.submit()}
        onCancel={cancel}
      >
        Messages carry the signatures of the new and the present secret, so that the receiver can change over.
      </ConfirmBox>
    );
  }
  return doing?.kind === 'secret' ? <SecretOnce secret={doing.secret} onDone={cancel} /> : null;
}
