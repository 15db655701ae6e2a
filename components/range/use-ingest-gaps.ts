'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ingestGapsQuery, usePageState } from '../../lib/client';
import type { TimeRange } from '../charts/scale/time-range';
import { useProject } from '../project/project-provider';
import { toTimes } from './ingest-gaps';

const NONE: readonly TimeRange[] = [];

/** When no calls were taken within the range of the URL: charts leave it open. */
export function useIngestGaps(): readonly TimeRange[] {
  const { project } = useProject();
  const { fromMs, toMs } = usePageState().range;
  const { data } = useQuery(ingestGapsQuery(project.id, { fromMs, toMs }));
  return useMemo(() => (data ? toTimes(data) : NONE), [data]);
}
