'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { consumersQuery, usePageState } from '../../lib/client';
import { useProject } from '../project/project-provider';

/** The consumers of the range, the busiest first, with their calls of the period before. */
export function useConsumers() {
  const { project } = useProject();
  const { range, environment, compare } = usePageState();
  const { fromMs, toMs } = range;
  const current = useInfiniteQuery(consumersQuery(project.id, { fromMs, toMs, environment, compare }));
  const pages = current.data?.pages;
  const rows = useMemo(() => pages?.flatMap(({ consumers }) => consumers), [pages]);
  const last = pages?.at(-1) ?? null;
  return {
    result: { ...current, data: rows },
    count: last?.count ?? null,
    counted: current.isPlaceholderData ? null : last,
  };
}
