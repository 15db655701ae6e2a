'use client';

import { useQueryClient } from '@tanstack/react-query';
import { testChannel } from '../../../lib/client';
import { useSubmission } from '../../forms/use-submission';
import { useProject } from '../../project/project-provider';

/** What became of asking for a test: a message on its way, or why there is none. */
export type TestAsked = { deliveryId: string } | { error: string };

const reasonOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));

/** Sends each channel a test message; a channel that refuses does not keep the others from theirs. */
export function useTests() {
  const { project } = useProject();
  const client = useQueryClient();
  return useSubmission({
    send: async (channelIds: readonly string[]): Promise<ReadonlyMap<string, TestAsked>> => {
      const settled = await Promise.allSettled(channelIds.map((id) => testChannel(project.id, id)));
      return new Map(
        channelIds.map((id, index): [string, TestAsked] => {
          const result = settled[index];
          return [id, result?.status === 'fulfilled' ? result.value : { error: reasonOf(result?.reason) }];
        }),
      );
    },
    onDone: () => client.invalidateQueries({ queryKey: ['project', project.id] }),
  });
}
