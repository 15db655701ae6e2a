'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeChannel, type ChannelChange, rotateSecret, testChannel } from '../../lib/client';
import { useProject } from '../project/project-provider';

/** What can be done to one channel; each refreshes what the page shows. */
export function useChannelChanges(channelId: string) {
  const { project } = useProject();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ['project', project.id] });
  const change = useMutation({
    mutationFn: (what: ChannelChange) => changeChannel(project.id, channelId, what),
    onSuccess,
  });
  const rotate = useMutation({ mutationFn: () => rotateSecret(project.id, channelId), onSuccess });
  const test = useMutation({ mutationFn: () => testChannel(project.id, channelId), onSuccess });
  return { change, rotate, test, error: change.error ?? rotate.error ?? test.error };
}
