'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { alertsQuery } from '../../lib/client';
import type { AlertItem, AlertState } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import type { AsyncResult } from '../ui/state/async-view';

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

interface Alerts {
  result: AsyncResult<readonly AlertItem[]>;
  /** Where older ones come from. */
  older: Pages;
}

/** Alerts of a state; of every state: what goes on stands before what is over. Both newest first. */
export function useAlerts(state: AlertState | null, rule: string | null): Alerts {
  const { project } = useProject();
  const first = useInfiniteQuery(alertsQuery(project.id, { state: state ?? 'open', rule }));
  const over = useInfiniteQuery({
    ...alertsQuery(project.id, { state: 'resolved', rule }),
    enabled: state === null,
  });
  const parts = state === null ? [first, over] : [first];
  const known = parts.every(({ data }) => data !== undefined);
  const alerts = parts.flatMap(({ data }) => data?.pages ?? []).flatMap((page) => page.alerts);
  return {
    older: first.hasNextPage || state !== null ? first : over,
    result: {
      data: known ? alerts : undefined,
      error: parts.find(({ error }) => error)?.error ?? null,
      isPlaceholderData: parts.some(({ isPlaceholderData }) => isPlaceholderData),
      refetch: () => parts.map(({ refetch }) => refetch()),
    },
  };
}
