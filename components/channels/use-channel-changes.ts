'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeChannel, type ChannelChange, rotateSecret, testChannel } from '../../lib/client';
import { useSubmission } from '../forms/use-submission';
import { useProject } from '../project/project-provider';

/** What can be done to one channel; each refreshes what the page shows. `onSecret` gets a new secret, null where there is none. */
export function useChannelChanges(channelId: string, onSecret: (secret: string | null) => void) {
  const { project } = useProject();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ['project', project.id] });
  const change = useMutation({
    mutationFn: (what: ChannelChange) => changeChannel(project.id, channelId, what),
    onSuccess,
  });
  const rotate = useSubmission({
    send: () => rotateSecret(project.id, channelId),
    onDone: ({ secret }) => {
      onSecret(secret);
      return onSuccess();
    },
  });
  const test = useSubmission({ send: () => testChannel(project.id, channelId), onDone: onSuccess });
  return { change, rotate, test, error: change.error ?? rotate.error ?? test.error };
}
