'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeEndpoint, mergeEndpoints, onceAtATime, separateEndpoints } from '../../../lib/client';
import { countOf, endpointName, shownPath } from '../../../lib/shared';
import { useProject } from '../../project/project-provider';
import type { NamedEndpoint, NamingDone } from './naming-task';

const words = (endpoints: readonly NamedEndpoint[]): string => {
  const [only] = endpoints;
  return endpoints.length === 1 && only ? endpointName(only) : countOf(endpoints.length, 'endpoint');
};

/** Merging, ignoring and renaming, each with its way back; the project's answers are read again afterwards. */
export function useNaming() {
  const { project } = useProject();
  const client = useQueryClient();
  const [done, setDone] = useState<NamingDone | null>(null);
  const [refusal, setRefusal] = useState<string>();
  const readAgain = () => client.invalidateQueries({ queryKey: ['project', project.id] });
  const run = async (work: () => Promise<unknown>, next: NamingDone) => {
    setRefusal(undefined);
    await work();
    const undo = onceAtATime(next.undo, () => null);
    setDone({ ...next, undo: () => undo(null) });
    await readAgain();
  };

  const setIgnored = (endpoints: readonly NamedEndpoint[], ignored: boolean) =>
    Promise.all(endpoints.map(({ id }) => changeEndpoint(project.id, { endpointId: id, ignored })));

  return {
    done,
    /** Why what is done without a question was refused. */
    refusal,
    dismiss: () => setDone(null),
    undo: useMutation({
      mutationFn: async ({ undo }: NamingDone) => undo(),
      onSuccess: () => {
        setDone(null);
        return readAgain();
      },
    }),
    merge: (endpoints: readonly NamedEndpoint[], into: NamedEndpoint) => {
      const ids = endpoints.map(({ id }) => id);
      const counts = endpoints.length === 1 ? 'counts' : 'count';
      return run(() => mergeEndpoints(project.id, { into: into.id, endpoints: ids }), {
        words: `${words(endpoints)} ${counts} as ${endpointName(into)} now.`,
        undo: () => separateEndpoints(project.id, { from: into.id, endpoints: ids }),
      });
    },
    ignore: (endpoints: readonly NamedEndpoint[]) =>
      run(() => setIgnored(endpoints, true), {
        words: `${words(endpoints)} ${endpoints.length === 1 ? 'is' : 'are'} ignored now.`,
        undo: () => setIgnored(endpoints, false),
      }),
    store: (endpoints: readonly NamedEndpoint[]) =>
      run(() => setIgnored(endpoints, false), {
        words: `Calls of ${words(endpoints)} are stored again.`,
        undo: () => setIgnored(endpoints, true),
      }).catch((error: unknown) => setRefusal(error instanceof Error ? error.message : 'It was refused.')),
    rename: (endpoint: NamedEndpoint, route: string | null) =>
      run(() => changeEndpoint(project.id, { endpointId: endpoint.id, route }), {
        words:
          route === null
            ? `${endpointName(endpoint)} is shown as it came.`
            : `Shown as ${endpoint.method} ${shownPath(route)} now.`,
        undo: () => changeEndpoint(project.id, { endpointId: endpoint.id, route: endpoint.route }),
      }),
  };
}

export type Naming = ReturnType<typeof useNaming>;
