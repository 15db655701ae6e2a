'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { callersQuery, incidentsQuery, usePageState } from '../../lib/client';
import type { CallerItem, IncidentItem } from '../../lib/shared';
import { incidentsBy } from '../incidents/incidents-by';
import { usePlaceFilter } from '../places/use-place-filter';
import { useProject } from '../project/project-provider';

const NONE: readonly never[] = [];

export interface CallerRow extends CallerItem {
  /** Incidents that name it, unresolved ones first, then the newest. */
  incidents: readonly IncidentItem[];
}

/** The callers of the range, the busiest first, with the incidents that name them. */
export function useCallers() {
  const { project } = useProject();
  const { range, environment } = usePageState();
  const [place] = usePlaceFilter();
  const current = useInfiniteQuery(
    callersQuery(project.id, { fromMs: range.fromMs, toMs: range.toMs, environment }, place),
  );
  const incidents = useInfiniteQuery(incidentsQuery(project.id, { state: null, environment }));
  const [pages, known] = [current.data?.pages, incidents.data?.pages];
  const rows = useMemo(() => {
    const byCaller = incidentsBy(known?.flatMap((page) => page.incidents) ?? NONE, 'callers');
    return pages
      ?.flatMap(({ callers }) => callers)
      .map((caller): CallerRow => ({ ...caller, incidents: byCaller.get(caller.address) ?? NONE }));
  }, [pages, known]);
  return { result: { ...current, data: rows }, last: pages?.at(-1) ?? null, incidentsFailed: incidents.error !== null };
}
