'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { comparedRange, consumersQuery, statusQuery, usePageState } from '../../lib/client';
import { isComparable, type ConsumerItem, type ConsumersAnswer } from '../../lib/shared';
import { useProject } from '../project/project-provider';

export interface ConsumerRow extends ConsumerItem {
  /** Null when nothing is compared, or when it was not among the busiest of the period before. */
  previousCalls: number | null;
}

/** The consumers of the range, the busiest first, with their calls of the period before. */
export function useConsumers() {
  const { project } = useProject();
  const { range, environment, compare } = usePageState();
  const { fromMs, toMs } = range;
  const current = useInfiniteQuery(consumersQuery(project.id, { fromMs, toMs, environment }));
  const firstCallAt = useQuery(statusQuery(project.id, environment)).data?.firstCallAt;
  const compared = comparedRange(range, compare);
  const asked =
    compare !== null &&
    !!firstCallAt &&
    isComparable({ from: new Date(compared.fromMs), to: new Date(compared.toMs) }, new Date(firstCallAt));
  const before = useInfiniteQuery({
    ...consumersQuery(project.id, { ...compared, environment }),
    enabled: asked,
    meta: {}, // the period before is over: no hint makes it old
  });
  const [pages, previous] = [current.data?.pages, asked ? before.data?.pages[0] : undefined];
  const rows = useMemo(
    () =>
      pages
        ?.flatMap(({ consumers }) => consumers)
        .map((item): ConsumerRow => ({ ...item, ...callsBefore(item, previous) })),
    [pages, previous],
  );
  return { result: { ...current, data: rows }, count: pages?.at(-1)?.count ?? null };
}

/** A consumer that is missing had no calls, unless there were more than the answer holds. */
function callsBefore({ name }: ConsumerItem, previous: ConsumersAnswer | undefined): { previousCalls: number | null } {
  if (!previous) return { previousCalls: null };
  const found = previous.consumers.find((consumer) => consumer.name === name);
  return { previousCalls: found?.calls ?? (previous.nextCursor === null ? 0 : null) };
}
