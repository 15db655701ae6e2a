'use client';

import type { ChannelItem } from '../../lib/shared';
import { useMay } from '../project/use-may';
import { Button } from '../ui/control/button';
import type { useChannelChanges } from './use-channel-changes';

type ChannelButtonsProps = {
  channel: ChannelItem;
  changes: ReturnType<typeof useChannelChanges>;
  onDelete: () => void;
  onRotate: () => void;
};

/** The actions that the person's role allows; those that need a confirmation open it. */
export function ChannelButtons({ channel, changes, onDelete, onRotate }: ChannelButtonsProps) {
  const mayTest = useMay('channel:test');
  const mayUpdate = useMay('channel:update');
  const mayDelete = useMay('channel:delete');
  const { change, test } = changes;
  const turn = channel.enabled ? 'disable' : 'enable';
  const about = <span className="sr-only"> {channel.name}</span>;
  return (
    <div className="flex flex-wrap gap-2 max-md:w-full">
      {mayTest && channel.enabled ? (
        <Button size="touch" onClick={() => test.submit()} busy={test.underWay && 'Sending…'}>
          Test{about}
        </Button>
      ) : null}
      {mayUpdate ? (
        <Button size="touch" onClick={() => change.mutate(turn)}>
          {channel.enabled ? 'Turn off' : 'Turn on'}
          {about}
        </Button>
      ) : null}
      {mayUpdate && channel.kind === 'webhook' ? (
        <Button size="touch" onClick={onRotate}>
          New secret…{about}
        </Button>
      ) : null}
      {mayDelete ? (
        <Button size="touch" kind="quiet" onClick={onDelete}>
          Delete…{about}
        </Button>
      ) : null}
    </div>
  );
}
