'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { incidentsQuery, loginsQuery, usePageState } from '../../lib/client';
import type { IncidentItem } from '../../lib/shared';
import type { ChartWindow } from '../charts/types';
import { windowsOf } from '../overview/overview-data';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';

const NONE: readonly never[] = [];

/** The logins of the range, and the incidents whose attacks stand behind the charts. */
export function useLogins(now: number) {
  const { project } = useProject();
  const { range, environment, compare } = usePageState();
  const { fromMs, toMs, stepMs } = range;
  const to = usePlace();
  const logins = useQuery(loginsQuery(project.id, { fromMs, toMs, stepMs, environment, compare }));
  const incidents = useInfiniteQuery(incidentsQuery(project.id, { state: null, environment }));
  const items: readonly IncidentItem[] = incidents.data?.pages.flatMap((page) => page.incidents) ?? NONE;
  const windows: ChartWindow[] = windowsOf(items, { to, fromMs, toMs: Math.min(toMs, now) });
  return { logins, incidents: items, windows };
}
